namespace Hep.Training.Cards;

/// <summary>The yields before selection that the full sample stands for. What is read may be a part of it; for yields and significances it is scaled to these.</summary>
/// <param name="Signal">Expected signal events; above 0.</param>
/// <param name="Background">Expected background events; above 0.</param>
public sealed record ExpectedYields(double Signal, double Background)
{
    internal static ExpectedYields Read(CardReader reader) =>
        new(reader.Double("signal", null, Interval.Positive), reader.Double("background", null, Interval.Positive));

    internal void Write(CardWriter writer)
    {
        writer.Double("signal", Signal);
        writer.Double("background", Background);
    }
}
