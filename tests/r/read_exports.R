# Reads the files that tests/exchange/exports/test_r.py writes, and prints what R makes of them.
options(digits = 15)
long <- read.csv("long.csv", na.strings = "", encoding = "UTF-8")
wide <- read.csv("wide.csv", row.names = 1, check.names = FALSE, na.strings = "")
agreement <- as.matrix(read.csv("agreement.csv", row.names = 1, check.names = FALSE))

cat("rows", nrow(long), "\n")
cat("quotations", sum(!is.na(long$quote)), "\n")
cat("silent", sum(wide == "silent"), "\n")
cat("value", typeof(long$value), sum(unique(long[c("actor", "issue", "value")])$value, na.rm = TRUE), "\n")
cat("symmetric", isSymmetric(agreement), "\n")
cat("mean", format(mean(agreement[upper.tri(agreement)])), "\n")
cat("awkward", long$note[1] == "=1+1 \"two\nlines\" 👩 שלום" | long$note[1] == "'=1+1 \"two\nlines\" 👩 שלום", "\n")
if (requireNamespace("igraph", quietly = TRUE)) {
  graph <- igraph::read_graph("agreement.graphml", format = "graphml")
  cat("edges", igraph::ecount(graph), "\n")
}
