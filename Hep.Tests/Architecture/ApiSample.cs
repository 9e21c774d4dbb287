namespace Hep.Tests.Architecture;

/// <summary>One of each kind of member, for the test of the API listing.</summary>
public abstract record ApiSample<T>(int N, string? Name = null)
{
    public const double Half = 0.5;

    public Dictionary<string, T[]?>? Map { get; init; }

    public static (double Value, (double Low, double? High) Range) Auc<U>(List<string?> names) => (names.Count, (0, default(U) is null ? null : 1));

    protected abstract bool Find(ReadOnlySpan<float> x, out int index, params T[] rest);
}
