"""What records teach: chances that doors open, the hours to aim at, and forecasts of the programme."""
