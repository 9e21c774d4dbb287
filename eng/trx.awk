# Reads a .trx file (XML): prints failed tests with message and stack, skipped tests with their reason, and last a line with
# the three counts: passed failed skipped. A '<' never stands for itself inside XML text, so that elements can be found by it.
BEGIN { RS = "<UnitTestResult " }
NR == 1 { next }
{
  sub(/<\/Results>.*/, "")
  name = attribute("testName"); outcome = attribute("outcome")
  if (outcome == "Passed") passed++
  else if (outcome == "NotExecuted") { skipped++; print "skipped: " name "\n    " indented(element("Message")) }
  else { failed++; print "FAILED: " name " (" outcome ")\n    " indented(element("Message")) "\n    " indented(element("StackTrace")) }
}
END { print passed + 0, failed + 0, skipped + 0 }

function attribute(key,   value) {
  value = $0
  sub(/>.*/, "", value)
  value = " " value
  if (!match(value, " " key "=\"[^\"]*\"")) return ""
  return decoded(substr(value, RSTART + length(key) + 3, RLENGTH - length(key) - 4))
}
function element(key,   start, rest) {
  start = index($0, "<" key ">")
  if (start == 0) return ""
  rest = substr($0, start + length(key) + 2)
  return decoded(substr(rest, 1, index(rest, "</" key ">") - 1))
}
function decoded(text) {
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text)
  gsub(/&#x[dD];/, "", text); gsub(/&#x[aA];/, "\n", text); gsub(/&amp;/, "\\&", text)
  return text
}
function indented(text) { gsub(/\r/, "", text); gsub(/\n/, "\n    ", text); return text }
