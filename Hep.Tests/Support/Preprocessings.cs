using Hep.Data;

namespace Hep.Tests.Support;

/// <summary>Preprocessings for tests, fitted on tables that are made for it.</summary>
internal static class Preprocessings
{
    /// <summary>(x - mean) / scale: fitted on the two events mean - scale and mean + scale; columns x0, x1, ... unless they are named.</summary>
    public static Preprocessing Standard(float[] mean, float[] scale, float? missing, params string[] names)
    {
        FeatureColumn[] features = [.. mean.Zip(scale, (m, s) => (m, s)).Select((pair, i) => new FeatureColumn(names.Length > 0 ? names[i] : $"x{i}", "", [pair.m - pair.s, pair.m + pair.s]))];
        return Fit(new EventTable("two events", features, [0, 1], ["b", "s"], missing: missing));
    }

    /// <summary>A plan for a table, standardising if no steps are given.</summary>
    public static Preprocessing Fit(EventTable table, params PreprocessingStep[] steps) => Preprocessing.Fit(table, Plan(table, steps));

    public static PreprocessingPlan Plan(EventTable table, params PreprocessingStep[] steps)
    {
        var plan = new PreprocessingPlan { Columns = [.. table.Features.Select(f => new InputColumn(f.Name, f.Unit))], Missing = table.Missing };
        return steps.Length == 0 ? plan : plan with { Steps = steps };
    }
}
