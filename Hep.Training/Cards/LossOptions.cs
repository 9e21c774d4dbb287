namespace Hep.Training.Cards;

/// <summary>What is minimised in a classification: a name (<c>loss: bce</c>), or a name with options (<c>loss: {name: focal, gamma: 2}</c>).</summary>
public abstract record LossOptions
{
    private LossOptions()
    {
    }

    /// <summary>The name, as <c>training.loss</c> spells it.</summary>
    public abstract string Name { get; }

    internal static NameTable<Func<CardReader, LossOptions>> Kinds { get; } = new()
    {
        { "bce", CrossEntropy.Read },
        { "focal", Focal.Read },
    };

    internal void Write(CardWriter writer)
    {
        writer.Text("name", Name);
        WriteOptions(writer);
    }

    internal abstract void WriteOptions(CardWriter writer);

    /// <summary>The cross-entropy, -y ln p - (1 - y) ln(1 - p).</summary>
    public sealed record CrossEntropy : LossOptions
    {
        /// <inheritdoc/>
        public override string Name => "bce";

        /// <summary>
        /// How far the targets of the training are drawn towards one half, y (1 - s) + s/2 (arXiv:1512.00567, section 7, for two classes); 0 up to 1. The
        /// validation loss takes the labels as they are.
        /// </summary>
        public double LabelSmoothing { get; init; }

        internal static CrossEntropy Read(CardReader reader) => new()
        {
            LabelSmoothing = reader.Double("label_smoothing", new CrossEntropy().LabelSmoothing, Interval.BelowOne),
        };

        internal override void WriteOptions(CardWriter writer) => writer.Double("label_smoothing", LabelSmoothing);
    }

    /// <summary>
    /// The focal loss, -a (1 - q)^g ln q, where q is the probability of the true class (arXiv:1708.02002, eq. 5): events that are classified
    /// well already count for less.
    /// </summary>
    public sealed record Focal : LossOptions
    {
        /// <inheritdoc/>
        public override string Name => "focal";

        /// <summary>The exponent g; 0 or more. 0 without <see cref="Alpha"/> is the cross-entropy.</summary>
        public double Gamma { get; init; } = 2;

        /// <summary>The factor a of signal events, those of background having 1 - a; between 0 and 1. Null: 1 for both, since weights and <c>class_balance</c> do the same.</summary>
        public double? Alpha { get; init; }

        internal static Focal Read(CardReader reader) => new()
        {
            Gamma = reader.Double("gamma", new Focal().Gamma, Interval.NotNegative),
            Alpha = reader.OptionalDouble("alpha", null, Interval.InsideUnit),
        };

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("gamma", Gamma);
            writer.Double("alpha", Alpha);
        }
    }
}
