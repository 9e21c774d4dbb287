using System.Globalization;

namespace Hep.Benchmarks.Recurrent;

/// <summary>What is run: a layer, its sizes, and whether it is trained or only scored.</summary>
internal readonly record struct Shape(string Mode, string Kind, int Hidden, int Layers, int Batch, int Length)
{
    public static IEnumerable<Shape> Trained =>
        from kind in Kinds
        from hidden in new[] { 64, 128 }
        from layers in new[] { 1, 2 }
        from batch in new[] { 128, 512 }
        from length in new[] { 10, 30 }
        select new Shape("train", kind, hidden, layers, batch, length);

    public static IEnumerable<Shape> Scored =>
        from kind in Kinds
        from batch in new[] { 1, 32, 512 }
        select new Shape("score", kind, 64, 1, batch, 10);

    private static string[] Kinds => ["LSTM", "GRU"];

    public static Shape Parse(ReadOnlySpan<string> words) => new(words[0], words[1], Whole(words[2]), Whole(words[3]), Whole(words[4]), Whole(words[5]));

    public override string ToString() => FormattableString.Invariant($"{Mode} {Kind} {Hidden} {Layers} {Batch} {Length}");

    private static int Whole(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
