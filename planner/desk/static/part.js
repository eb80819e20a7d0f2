// A text as one part of an address, whatever signs it has: what `path_part.py` says, for scripts.
export const pathPart = text => {
  const plain = text.replaceAll("%", "%25").replaceAll("/", "%2F");
  return encodeURIComponent(/^\.\.?$/.test(plain) ? plain.replaceAll(".", "%2E") : plain);
};
