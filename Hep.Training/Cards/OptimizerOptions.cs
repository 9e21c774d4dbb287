namespace Hep.Training.Cards;

/// <summary>How weights follow the gradient: a name (<c>optimizer: adam</c>), or a name with options (<c>optimizer: {name: adam, beta1: 0.8}</c>). Defaults are PyTorch's.</summary>
public abstract partial record OptimizerOptions
{
    private OptimizerOptions()
    {
    }

    /// <summary>The name, as <c>training.optimizer</c> spells it.</summary>
    public abstract string Name { get; }

    internal static NameTable<Func<CardReader, OptimizerOptions>> Kinds { get; } = new()
    {
        { "sgd", Sgd.Read },
        { "rmsprop", RmsProp.Read },
        { "adagrad", Adagrad.Read },
        { "adadelta", Adadelta.Read },
        { "adam", Adam.Read },
        { "adamw", AdamW.Read },
        { "lbfgs", Lbfgs.Read },
    };

    internal void Write(CardWriter writer)
    {
        writer.Text("name", Name);
        WriteOptions(writer);
    }

    internal abstract void WriteOptions(CardWriter writer);

    /// <summary>Stochastic gradient descent, with momentum as PyTorch defines it: v = momentum v + (1 - dampening) g, w = w - rate v.</summary>
    public sealed record Sgd : OptimizerOptions
    {
        /// <inheritdoc/>
        public override string Name => "sgd";

        /// <summary>The momentum; 0 up to 1.</summary>
        public double Momentum { get; init; }

        /// <summary>How much of the gradient does not enter the momentum; 0 to 1.</summary>
        public double Dampening { get; init; }

        /// <summary>Look ahead (Nesterov); needs momentum and no dampening.</summary>
        public bool Nesterov { get; init; }

        /// <summary>The factor of the L2 penalty added to the gradient; 0 or more.</summary>
        public double WeightDecay { get; init; }

        internal static Sgd Read(CardReader reader)
        {
            var defaults = new Sgd();
            var sgd = new Sgd
            {
                Momentum = reader.Double("momentum", defaults.Momentum, Interval.BelowOne),
                Dampening = reader.Double("dampening", defaults.Dampening, new(0, 1)),
                Nesterov = reader.Bool("nesterov", defaults.Nesterov),
                WeightDecay = reader.Double("weight_decay", defaults.WeightDecay, Interval.NotNegative),
            };
            if (sgd.Nesterov && (sgd.Momentum == 0 || sgd.Dampening != 0))
                reader.Refuse("nesterov", FormattableString.Invariant($"found true with momentum {sgd.Momentum} and dampening {sgd.Dampening}, expected momentum greater than 0 and dampening 0"));
            return sgd;
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("momentum", Momentum);
            writer.Double("dampening", Dampening);
            writer.Bool("nesterov", Nesterov);
            writer.Double("weight_decay", WeightDecay);
        }
    }

    /// <summary>Gradient over the root of its mean square (Tieleman and Hinton, 2012).</summary>
    public sealed record RmsProp : OptimizerOptions
    {
        /// <inheritdoc/>
        public override string Name => "rmsprop";

        /// <summary>The decay of the mean square; 0 up to 1.</summary>
        public double Alpha { get; init; } = 0.99;

        /// <summary>The momentum; 0 up to 1.</summary>
        public double Momentum { get; init; }

        /// <summary>Subtract the square of the mean gradient.</summary>
        public bool Centered { get; init; }

        /// <summary>Added to the denominator; greater than 0.</summary>
        public double Epsilon { get; init; } = 1e-8;

        /// <summary>The factor of the L2 penalty added to the gradient; 0 or more.</summary>
        public double WeightDecay { get; init; }

        internal static RmsProp Read(CardReader reader)
        {
            var defaults = new RmsProp();
            return new()
            {
                Alpha = reader.Double("alpha", defaults.Alpha, Interval.BelowOne),
                Momentum = reader.Double("momentum", defaults.Momentum, Interval.BelowOne),
                Centered = reader.Bool("centered", defaults.Centered),
                Epsilon = reader.Double("epsilon", defaults.Epsilon, Interval.Positive),
                WeightDecay = reader.Double("weight_decay", defaults.WeightDecay, Interval.NotNegative),
            };
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("alpha", Alpha);
            writer.Double("momentum", Momentum);
            writer.Bool("centered", Centered);
            writer.Double("epsilon", Epsilon);
            writer.Double("weight_decay", WeightDecay);
        }
    }

    /// <summary>Gradient over the root of the sum of all squares (Duchi et al., JMLR 12 (2011) 2121).</summary>
    public sealed record Adagrad : OptimizerOptions
    {
        /// <inheritdoc/>
        public override string Name => "adagrad";

        /// <summary>The rate is divided by 1 + this times the number of steps; 0 or more.</summary>
        public double LearningRateDecay { get; init; }

        /// <summary>The sum of squares to begin with; 0 or more.</summary>
        public double InitialAccumulator { get; init; }

        /// <summary>Added to the denominator; greater than 0.</summary>
        public double Epsilon { get; init; } = 1e-10;

        /// <summary>The factor of the L2 penalty added to the gradient; 0 or more.</summary>
        public double WeightDecay { get; init; }

        internal static Adagrad Read(CardReader reader)
        {
            var defaults = new Adagrad();
            return new()
            {
                LearningRateDecay = reader.Double("learning_rate_decay", defaults.LearningRateDecay, Interval.NotNegative),
                InitialAccumulator = reader.Double("initial_accumulator", defaults.InitialAccumulator, Interval.NotNegative),
                Epsilon = reader.Double("epsilon", defaults.Epsilon, Interval.Positive),
                WeightDecay = reader.Double("weight_decay", defaults.WeightDecay, Interval.NotNegative),
            };
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("learning_rate_decay", LearningRateDecay);
            writer.Double("initial_accumulator", InitialAccumulator);
            writer.Double("epsilon", Epsilon);
            writer.Double("weight_decay", WeightDecay);
        }
    }

    /// <summary>Step sizes from a running mean of squared steps (arXiv:1212.5701, algorithm 1). It is made for a learning rate near 1.</summary>
    public sealed record Adadelta : OptimizerOptions
    {
        /// <inheritdoc/>
        public override string Name => "adadelta";

        /// <summary>The decay of both means; 0 up to 1.</summary>
        public double Rho { get; init; } = 0.9;

        /// <summary>Added to the denominator; greater than 0.</summary>
        public double Epsilon { get; init; } = 1e-6;

        /// <summary>The factor of the L2 penalty added to the gradient; 0 or more.</summary>
        public double WeightDecay { get; init; }

        internal static Adadelta Read(CardReader reader)
        {
            var defaults = new Adadelta();
            return new()
            {
                Rho = reader.Double("rho", defaults.Rho, Interval.BelowOne),
                Epsilon = reader.Double("epsilon", defaults.Epsilon, Interval.Positive),
                WeightDecay = reader.Double("weight_decay", defaults.WeightDecay, Interval.NotNegative),
            };
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("rho", Rho);
            writer.Double("epsilon", Epsilon);
            writer.Double("weight_decay", WeightDecay);
        }
    }

    /// <summary>What Adam and AdamW have in common: adaptive moments of the gradient.</summary>
    public abstract record AdaptiveMoments : OptimizerOptions
    {
        private protected AdaptiveMoments()
        {
        }

        /// <summary>The decay of the mean of the gradient; 0 up to 1.</summary>
        public double Beta1 { get; init; } = 0.9;

        /// <summary>The decay of the mean of its square; 0 up to 1.</summary>
        public double Beta2 { get; init; } = 0.999;

        /// <summary>Added to the denominator; greater than 0.</summary>
        public double Epsilon { get; init; } = 1e-8;

        /// <summary>Use the largest mean square so far (AMSGrad).</summary>
        public bool AmsGrad { get; init; }

        /// <summary>
        /// Adam: the factor of the L2 penalty added to the gradient. AdamW: weights shrink by this times the learning rate in every step. 0 or more.
        /// </summary>
        public double WeightDecay { get; init; }

        internal static T Read<T>(CardReader reader, T defaults)
            where T : AdaptiveMoments => defaults with
            {
                Beta1 = reader.Double("beta1", defaults.Beta1, Interval.BelowOne),
                Beta2 = reader.Double("beta2", defaults.Beta2, Interval.BelowOne),
                Epsilon = reader.Double("epsilon", defaults.Epsilon, Interval.Positive),
                AmsGrad = reader.Bool("amsgrad", defaults.AmsGrad),
                WeightDecay = reader.Double("weight_decay", defaults.WeightDecay, Interval.NotNegative),
            };

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Double("beta1", Beta1);
            writer.Double("beta2", Beta2);
            writer.Double("epsilon", Epsilon);
            writer.Bool("amsgrad", AmsGrad);
            writer.Double("weight_decay", WeightDecay);
        }
    }

    /// <summary>Adaptive moments (arXiv:1412.6980, algorithm 1).</summary>
    public sealed record Adam : AdaptiveMoments
    {
        /// <inheritdoc/>
        public override string Name => "adam";

        internal static Adam Read(CardReader reader) => Read(reader, new Adam());
    }

    /// <summary>Adam with weight decay apart from the gradient (arXiv:1711.05101, algorithm 2).</summary>
    public sealed record AdamW : AdaptiveMoments
    {
        /// <summary>The defaults: those of Adam, but for a weight decay of 0.01.</summary>
        public AdamW() => WeightDecay = 0.01;

        /// <inheritdoc/>
        public override string Name => "adamw";

        internal static AdamW Read(CardReader reader) => Read(reader, new AdamW());
    }
}
