"""The `dds` command: thin click commands, each calls one pipeline."""
