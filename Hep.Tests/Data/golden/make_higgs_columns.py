"""Sums and means of the real challenge rows, as pandas sees them: the golden numbers of HiggsFileTests.

Usage: python3 make_higgs_columns.py atlas-higgs-challenge-2014-v2.first15000.csv.gz > higgs_columns.csv
One line a feature: entries that are not -999, their mean, population standard deviation, minimum and maximum;
then the sums of weights of the two classes.
"""
import sys

import pandas

table = pandas.read_csv(sys.argv[1], float_precision="round_trip")
print("name,count,mean,std,min,max")
for name in table.columns[1:31]:
    values = table[name][table[name] != -999.0]
    print(f"{name},{len(values)},{values.mean()!r},{values.std(ddof=0)!r},{values.min()!r},{values.max()!r}")
for label in "bs":
    weights = table.Weight[table.Label == label]
    print(f"weight_{label},{len(weights)},{weights.mean()!r},{weights.std(ddof=0)!r},{weights.min()!r},{weights.max()!r}")
