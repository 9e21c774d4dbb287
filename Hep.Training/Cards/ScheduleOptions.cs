namespace Hep.Training.Cards;

/// <summary>How the learning rate changes during the training: a name, or a name with options (<c>schedule: {name: step, every: 20}</c>).</summary>
public abstract record ScheduleOptions
{
    private ScheduleOptions()
    {
    }

    /// <summary>The name, as <c>training.schedule</c> spells it.</summary>
    public abstract string Name { get; }

    internal static NameTable<Func<CardReader, ScheduleOptions>> Kinds { get; } = new()
    {
        { "constant", _ => new Constant() },
        { "step", Step.Read },
        { "exponential", Exponential.Read },
        { "inverse_time", InverseTime.Read },
        { "cosine", Cosine.Read },
        { "one_cycle", OneCycle.Read },
        { "plateau", Plateau.Read },
    };

    internal void Write(CardWriter writer)
    {
        writer.Text("name", Name);
        WriteOptions(writer);
    }

    internal abstract void WriteOptions(CardWriter writer);

    /// <summary>The learning rate stays as it is.</summary>
    public sealed record Constant : ScheduleOptions
    {
        /// <inheritdoc/>
        public override string Name => "constant";

        internal override void WriteOptions(CardWriter writer)
        {
        }
    }

    /// <summary>The rate is multiplied by a factor after every so many epochs.</summary>
    public sealed record Step : ScheduleOptions
    {
        /// <inheritdoc/>
        public override string Name => "step";

        /// <summary>Epochs between two changes; 1 or more.</summary>
        public int Every { get; init; } = 10;

        /// <summary>The factor; greater than 0 and at most 1.</summary>
        public double Factor { get; init; } = 0.1;

        internal static Step Read(CardReader reader)
        {
            var defaults = new Step();
            return new()
            {
                Every = reader.Int("every", defaults.Every, 1, 1_000_000),
                Factor = reader.Double("factor", defaults.Factor, new(0, 1, HasLow: false)),
            };
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Int("every", Every);
            writer.Double("factor", Factor);
        }
    }

    /// <summary>The rate is multiplied by a factor after every epoch.</summary>
    public sealed record Exponential : ScheduleOptions
    {
        /// <inheritdoc/>
        public override string Name => "exponential";

        /// <summary>The factor; greater than 0 and at most 1.</summary>
        public double Factor { get; init; } = 0.95;

        internal static Exponential Read(CardReader reader)
        {
            var defaults = new Exponential();
            return new()
            {
                Factor = reader.Double("factor", defaults.Factor, new(0, 1, HasLow: false)),
            };
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("factor", Factor);
        }
    }

    /// <summary>After t epochs the rate is divided by 1 + decay t.</summary>
    public sealed record InverseTime : ScheduleOptions
    {
        /// <inheritdoc/>
        public override string Name => "inverse_time";

        /// <summary>The decay; 0 or more.</summary>
        public double Decay { get; init; } = 0.1;

        internal static InverseTime Read(CardReader reader)
        {
            var defaults = new InverseTime();
            return new()
            {
                Decay = reader.Double("decay", defaults.Decay, Interval.NotNegative),
            };
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("decay", Decay);
        }
    }

    /// <summary>The rate falls on half a cosine over all epochs (arXiv:1608.03983, eq. 5, without restarts).</summary>
    public sealed record Cosine : ScheduleOptions
    {
        /// <inheritdoc/>
        public override string Name => "cosine";

        /// <summary>The rate at the end; 0 or more.</summary>
        public double FinalRate { get; init; }

        internal static Cosine Read(CardReader reader)
        {
            var defaults = new Cosine();
            return new()
            {
                FinalRate = reader.Double("final_rate", defaults.FinalRate, Interval.NotNegative),
            };
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("final_rate", FinalRate);
        }
    }

    /// <summary>The rate rises to the learning rate and falls again, on half cosines, changed after every batch (arXiv:1708.07120).</summary>
    public sealed record OneCycle : ScheduleOptions
    {
        /// <inheritdoc/>
        public override string Name => "one_cycle";

        /// <summary>The fraction of all batches in which the rate rises; between 0 and 1.</summary>
        public double Warmup { get; init; } = 0.3;

        /// <summary>The learning rate over the rate at the beginning; 1 or more.</summary>
        public double InitialDivisor { get; init; } = 25;

        /// <summary>The rate at the beginning over the rate at the end; 1 or more.</summary>
        public double FinalDivisor { get; init; } = 1e4;

        internal static OneCycle Read(CardReader reader)
        {
            var defaults = new OneCycle();
            return new()
            {
                Warmup = reader.Double("warmup", defaults.Warmup, Interval.InsideUnit),
                InitialDivisor = reader.Double("initial_divisor", defaults.InitialDivisor, new(1, double.PositiveInfinity)),
                FinalDivisor = reader.Double("final_divisor", defaults.FinalDivisor, new(1, double.PositiveInfinity)),
            };
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("warmup", Warmup);
            writer.Double("initial_divisor", InitialDivisor);
            writer.Double("final_divisor", FinalDivisor);
        }
    }

    /// <summary>The rate is multiplied by a factor when the validation loss has not become smaller for some epochs.</summary>
    public sealed record Plateau : ScheduleOptions
    {
        /// <inheritdoc/>
        public override string Name => "plateau";

        /// <summary>The factor; between 0 and 1.</summary>
        public double Factor { get; init; } = 0.1;

        /// <summary>Epochs without a smaller loss that are still tolerated; 0 or more.</summary>
        public int Patience { get; init; } = 10;

        /// <summary>The relative change of the loss that counts as smaller; 0 up to 1.</summary>
        public double Threshold { get; init; } = 1e-4;

        /// <summary>The rate below which it does not fall; 0 or more.</summary>
        public double FinalRate { get; init; }

        internal static Plateau Read(CardReader reader)
        {
            var defaults = new Plateau();
            return new()
            {
                Factor = reader.Double("factor", defaults.Factor, Interval.InsideUnit),
                Patience = reader.Int("patience", defaults.Patience, 0, 1_000_000),
                Threshold = reader.Double("threshold", defaults.Threshold, Interval.BelowOne),
                FinalRate = reader.Double("final_rate", defaults.FinalRate, Interval.NotNegative),
            };
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("factor", Factor);
            writer.Int("patience", Patience);
            writer.Double("threshold", Threshold);
            writer.Double("final_rate", FinalRate);
        }
    }
}
