using Hep.Training.Cards;

namespace Hep.Training.Anomaly;

/// <summary>What a dependence of the reconstruction on a column costs: strength times the squared distance correlation, DisCo (G. Kasieczka, D. Shih, arXiv:2001.05310).</summary>
/// <param name="Column">The column, such as mjj.</param>
/// <param name="Strength">The factor, greater than 0.</param>
internal sealed record Decorrelation(string Column, double Strength)
{
    internal static Decorrelation Read(CardReader reader) =>
        new(reader.Text("column", expected: "the name of a column of numbers, such as mjj"), reader.Double("strength", 1, Interval.Positive));

    internal void Write(CardWriter writer)
    {
        writer.Text("column", Column);
        writer.Double("strength", Strength);
    }
}
