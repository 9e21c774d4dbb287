namespace Hep.Training.Cards;

// The one optimiser that looks at the whole training split at once.
public abstract partial record OptimizerOptions
{
    /// <summary>
    /// The limited-memory quasi-Newton method (Liu and Nocedal, Math. Program. 45 (1989) 503), without a line search: for small networks. An epoch is
    /// a few iterations on the whole training split, with a history of its own. It is made for a learning rate near 1.
    /// </summary>
    public sealed record Lbfgs : OptimizerOptions
    {
        /// <inheritdoc/>
        public override string Name => "lbfgs";

        /// <summary>Iterations of an epoch, at most; 1 to 1,000,000.</summary>
        public int MaxIterations { get; init; } = 20;

        /// <summary>Evaluations of the loss in an epoch, at most; null (<c>auto</c>): five quarters of the iterations.</summary>
        public int? MaxEvaluations { get; init; }

        /// <summary>An epoch ends when no component of the gradient is larger; 0 or more.</summary>
        public double GradientTolerance { get; init; } = 1e-5;

        /// <summary>An epoch ends when neither loss nor weights change by more; 0 or more.</summary>
        public double ChangeTolerance { get; init; } = 1e-9;

        /// <summary>How many steps back the curvature is remembered; 1 to 10,000.</summary>
        public int History { get; init; } = 100;

        internal static Lbfgs Read(CardReader reader)
        {
            var defaults = new Lbfgs();
            return new()
            {
                MaxIterations = reader.Int("max_iterations", defaults.MaxIterations, 1, 1_000_000),
                MaxEvaluations = reader.IntOr("auto", "max_evaluations", 1, 1_000_000),
                GradientTolerance = reader.Double("gradient_tolerance", defaults.GradientTolerance, Interval.NotNegative),
                ChangeTolerance = reader.Double("change_tolerance", defaults.ChangeTolerance, Interval.NotNegative),
                History = reader.Int("history", defaults.History, 1, 10_000),
            };
        }

        internal override void WriteOptions(CardWriter writer)
        {
            writer.Int("max_iterations", MaxIterations);
            writer.Int("max_evaluations", MaxEvaluations, "auto");
            writer.Double("gradient_tolerance", GradientTolerance);
            writer.Double("change_tolerance", ChangeTolerance);
            writer.Int("history", History);
        }
    }
}
