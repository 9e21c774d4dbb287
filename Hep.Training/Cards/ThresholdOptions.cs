namespace Hep.Training.Cards;

/// <summary>
/// How the threshold on the score is chosen, on the validation split where there is one: a name (<c>threshold: ams</c>), or a name with its value
/// (<c>threshold: {by: signal_efficiency, value: 0.7}</c>).
/// </summary>
public abstract record ThresholdOptions
{
    private ThresholdOptions()
    {
    }

    /// <summary>The name, as <c>evaluation.threshold.by</c> spells it.</summary>
    public abstract string By { get; }

    internal static NameTable<Func<CardReader, ThresholdOptions>> Kinds { get; } = new()
    {
        { "ams", _ => new Ams() },
        { "significance", reader => new Significance { Figure = reader.Choice("figure", CardNames.SignificanceFigures, default) } },
        { "signal_efficiency", reader => new SignalEfficiency(reader.Double("value", null, Efficiencies)) },
        { "background_efficiency", reader => new BackgroundEfficiency(reader.Double("value", null, Efficiencies)) },
        { "value", reader => new Value(reader.Double("value", null, Interval.Any)) },
    };

    private static Interval Efficiencies { get; } = new(0, 1, HasLow: false);

    /// <summary>Reads what stands behind an option: <c>ams</c>, <c>signal_efficiency=0.7</c>, <c>significance=asimov</c>.</summary>
    /// <param name="text">The name, and behind an equals sign its value.</param>
    /// <param name="option">What the option is called in messages, such as <c>--threshold</c>.</param>
    /// <exception cref="InvalidDataException">There is no such name, or the value is missing or not possible.</exception>
    public static ThresholdOptions Parse(string text, string option)
    {
        ArgumentNullException.ThrowIfNull(text);
        var place = new CardPlace(0, $"{option} {text}");
        var (name, value) = text.Split('=', 2) is [var left, var right] ? (left, right) : (text, null);
        var map = new CardNode.Mapping(place);
        map.Set(new("by", place, new CardNode.Scalar(place, name.Trim(), isQuoted: false)));
        if (value is not null)
            map.Set(new(name.Trim() == new Significance().By ? "figure" : "value", place, new CardNode.Scalar(place, value.Trim(), isQuoted: false)));
        var problems = new CardProblems(option);
        var reader = new CardReader(map, place, "threshold", "", problems);
        var threshold = reader.Kind(Kinds, "by", new Ams());
        reader.Finish();
        problems.ThrowIfAny();
        return threshold;
    }

    internal void Write(CardWriter writer)
    {
        writer.Text("by", By);
        WriteOptions(writer);
    }

    internal abstract void WriteOptions(CardWriter writer);

    /// <summary>The largest approximate median significance, of the thresholds that select <see cref="EvaluationSection.AmsBackgroundEntries"/>.</summary>
    public sealed record Ams : ThresholdOptions
    {
        /// <inheritdoc/>
        public override string By => "ams";

        internal override void WriteOptions(CardWriter writer)
        {
        }
    }

    /// <summary>The largest of another significance, of the same thresholds, with <see cref="EvaluationSection.BackgroundUncertainty"/>.</summary>
    public sealed record Significance : ThresholdOptions
    {
        /// <inheritdoc/>
        public override string By => "significance";

        /// <summary>Which.</summary>
        public SignificanceChoice Figure { get; init; }

        internal override void WriteOptions(CardWriter writer) => writer.Choice("figure", CardNames.SignificanceFigures, Figure);
    }

    /// <summary>The highest threshold that selects at least a signal efficiency.</summary>
    /// <param name="Efficiency">The efficiency, in (0, 1].</param>
    public sealed record SignalEfficiency(double Efficiency) : ThresholdOptions
    {
        /// <inheritdoc/>
        public override string By => "signal_efficiency";

        internal override void WriteOptions(CardWriter writer) => writer.Double("value", Efficiency);
    }

    /// <summary>The lowest threshold that selects at most a background efficiency.</summary>
    /// <param name="Efficiency">The efficiency, in (0, 1].</param>
    public sealed record BackgroundEfficiency(double Efficiency) : ThresholdOptions
    {
        /// <inheritdoc/>
        public override string By => "background_efficiency";

        internal override void WriteOptions(CardWriter writer) => writer.Double("value", Efficiency);
    }

    /// <summary>A number that no events choose.</summary>
    /// <param name="Threshold">Events with a score at or above it are selected.</param>
    public sealed record Value(double Threshold) : ThresholdOptions
    {
        /// <inheritdoc/>
        public override string By => "value";

        internal override void WriteOptions(CardWriter writer) => writer.Double("value", Threshold);
    }
}
