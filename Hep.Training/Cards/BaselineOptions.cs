using Hep.Models;
using Hep.Training.Comparisons;
using Hep.Training.Runs;

namespace Hep.Training.Cards;

/// <summary>What a network is compared with, <c>evaluation.baselines</c>: observables one by one, and Fisher's discriminant of several. They are fitted on the training split.</summary>
public sealed record BaselineOptions
{
    private const string ObservablesKey = "observables";
    private const string FisherKey = "fisher";
    private const int MostColumns = 50;

    // Keys of the figures of merit beside those of the observables.
    private static readonly string[] Taken = [Competitor.NetworkKey, Competitor.FisherKey, BaselinesEvaluation.BestKey];

    /// <summary>Columns, features or not, that are cut on one by one; at most 50.</summary>
    public ValueList<string> Observables { get; init; } = [];

    /// <summary>The columns of Fisher's discriminant; two or more, or none.</summary>
    public ValueList<string> Fisher { get; init; } = [];

    internal static BaselineOptions Read(CardReader reader)
    {
        var problems = reader.Problems;
        var options = new BaselineOptions { Observables = Columns(reader, ObservablesKey, MostColumns), Fisher = Columns(reader, FisherKey, MostColumns) };
        foreach (var name in options.Observables.Where(name => Taken.Contains(FigureFolder.NameOf(name))))
            reader.Refuse(ObservablesKey, $"found {name}, which is what metrics.json calls a figure of its own, expected another column");
        if (options.Fisher.Count == 1)
            reader.Refuse(FisherKey, "found one column, expected two or more: a discriminant of one is a cut on it");
        if (reader.Problems == problems && options.Observables.Count + options.Fisher.Count == 0)
            reader.RefuseAll("found no baselines, expected observables, fisher or both");
        return options;
    }

    internal void Write(CardWriter writer)
    {
        if (Observables.Count > 0)
            writer.Texts(ObservablesKey, Observables);
        if (Fisher.Count > 0)
            writer.Texts(FisherKey, Fisher);
    }

    /// <summary>Names of columns that go into <c>predictions.csv</c>, each once; empty where the key is absent or <c>none</c>.</summary>
    internal static ValueList<string> Columns(CardReader reader, string key, int most)
    {
        var columns = reader.OptionalTexts(key, most);
        foreach (var name in columns.Where(Predictions.IsReserved))
            reader.Refuse(key, Reserved(name));
        foreach (var twice in columns.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            reader.Refuse(key, $"found {twice.Key} twice, expected each column once");
        return columns;
    }

    /// <summary>What is said of a column that predictions have anyway.</summary>
    internal static string Reserved(string name) => $"found {name}, which is what predictions.csv calls a column of its own, expected another column";
}
