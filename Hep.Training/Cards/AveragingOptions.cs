namespace Hep.Training.Cards;

/// <summary>
/// Which weights are validated, kept and exported: those of the last step, or an average over steps: a name, or a name with options
/// (<c>averaging: {name: ema, decay: 0.999}</c>).
/// </summary>
public abstract record AveragingOptions
{
    private AveragingOptions()
    {
    }

    /// <summary>The name, as <c>training.averaging</c> spells it.</summary>
    public abstract string Name { get; }

    internal static NameTable<Func<CardReader, AveragingOptions>> Kinds { get; } = new()
    {
        { "none", _ => new None() },
        { "ema", Exponential.Read },
        { "swa", Stochastic.Read },
    };

    internal void Write(CardWriter writer)
    {
        writer.Text("name", Name);
        WriteOptions(writer);
    }

    internal abstract void WriteOptions(CardWriter writer);

    /// <summary>The weights of the last step.</summary>
    public sealed record None : AveragingOptions
    {
        /// <inheritdoc/>
        public override string Name => "none";

        internal override void WriteOptions(CardWriter writer)
        {
        }
    }

    /// <summary>
    /// The exponential moving average over steps, corrected for its beginning as Adam's moments are (arXiv:1412.6980, section 3): after t steps
    /// (1 - d) sum_i d^(t-i) w_i / (1 - d^t). Running statistics of normalisations are averaged alike.
    /// </summary>
    public sealed record Exponential : AveragingOptions
    {
        /// <inheritdoc/>
        public override string Name => "ema";

        /// <summary>The decay d; 0 up to 1. It averages over about 1 / (1 - d) steps.</summary>
        public double Decay { get; init; } = 0.999;

        internal static Exponential Read(CardReader reader) => new() { Decay = reader.Double("decay", new Exponential().Decay, Interval.BelowOne) };

        internal override void WriteOptions(CardWriter writer) => writer.Double("decay", Decay);
    }

    /// <summary>
    /// Stochastic weight averaging (arXiv:1803.05407, algorithm 1): the mean of the weights after each epoch from some epoch on. Running statistics of
    /// batch normalisations are computed anew for the averaged weights by one pass over the training split.
    /// </summary>
    public sealed record Stochastic : AveragingOptions
    {
        /// <inheritdoc/>
        public override string Name => "swa";

        /// <summary>Where it starts: below 1 the fraction of all epochs that come before, else the number of the first epoch that enters.</summary>
        public double Start { get; init; } = 0.75;

        /// <summary>The rate from there on, instead of the schedule's; greater than 0. Null: the schedule goes on.</summary>
        public double? LearningRate { get; init; }

        /// <summary>The first epoch whose weights enter, counted from one. The fraction counts as it is written: 0.29 of 100 are 29.</summary>
        /// <param name="epochs">Epochs of the training.</param>
        internal int FirstEpoch(int epochs) => Start < 1 ? (int)((decimal)Start * epochs) + 1 : (int)Start;

        internal static Stochastic Read(CardReader reader)
        {
            var swa = new Stochastic
            {
                Start = reader.Double("start", new Stochastic().Start, new(0, 1_000_000)),
                LearningRate = reader.OptionalDouble("learning_rate", null, Interval.Positive),
            };
            if (swa.Start > 1 && swa.Start != Math.Floor(swa.Start))
                reader.Refuse("start", FormattableString.Invariant($"found {swa.Start}, expected a fraction of the epochs below 1, or the whole number of an epoch"));
            return swa;
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("start", Start);
            writer.Double("learning_rate", LearningRate);
        }
    }
}
