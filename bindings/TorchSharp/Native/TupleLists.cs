namespace TorchSharp.Native;

/// <summary>Tuples, in which the package takes sizes, as the lists that operators take.</summary>
internal static class TupleLists
{
    public static long[] List(this (long First, long Second) pair) => [pair.First, pair.Second];

    public static long[]? List(this (long First, long Second)? pair) => pair is { } given ? given.List() : null;

    public static long[] List(this (long First, long Second, long Third, long Fourth) four) => [four.First, four.Second, four.Third, four.Fourth];

    /// <summary>One number for both dimensions.</summary>
    public static long[] Twice(this long number) => [number, number];

    public static long[]? Twice(this long? number) => number is { } given ? given.Twice() : null;
}
