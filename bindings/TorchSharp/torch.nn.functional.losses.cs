using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The weight is one of the samples' (of any shape that broadcasts), not of a class.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
            {
                SameShape(input, target);
                if (weight is null || weight.shape.AsSpan().SequenceEqual(input.shape))
                    return Operator.Of("binary_cross_entropy(self, target, weight, reduction)").Tensor(input, target, weight, (long)reduction);
                using var expanded = weight.expand_as(input);
                return Operator.Of("binary_cross_entropy(self, target, weight, reduction)").Tensor(input, target, expanded, (long)reduction);
            }

            /// <summary>The weight is one of the samples' (of any shape that broadcasts); pos_weights scale the positive term of each class.</summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
            {
                SameShape(input, target);
                if (reduction == Reduction.Mean && pos_weights is null && InOnePass(input, target, weight) is { } loss)
                    return loss;
                return Operator.Of("binary_cross_entropy_with_logits(self, target, weight, pos_weight, reduction)").Tensor(
                    input, target, weight, pos_weights, (long)reduction);
            }

            private static unsafe Tensor? InOnePass(Tensor input, Tensor target, Tensor? weight)
            {
                nint loss;
                NativeMethods.Check(NativeMethods.hep_mean_cross_entropy(input.Raw, target.Raw, weight is null ? 0 : weight.Raw, &loss));
                GC.KeepAlive(input);
                GC.KeepAlive(target);
                GC.KeepAlive(weight);
                return loss == 0 ? null : Tensor.Own(loss, 0);
            }

            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                Operator.Of("cross_entropy_loss(self, target, weight, reduction, ignore_index, label_smoothing)").Tensor(
                    input, target, weight, (long)reduction, ignore_index, label_smoothing);

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Operator.Of("nll_loss_nd(self, target, weight, reduction)").Tensor(input, target, weight, (long)reduction);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Operator.Of("mse_loss(self, target, reduction)").Tensor(input, target, (long)reduction);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Operator.Of("l1_loss(self, target, reduction)").Tensor(input, target, (long)reduction);

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                Operator.Of("smooth_l1_loss(self, target, reduction, beta)").Tensor(input, target, (long)reduction, beta);

            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                Operator.Of("huber_loss(self, target, reduction, delta)").Tensor(input, target, (long)reduction, delta);

            // PyTorch checks this in Python: below it, [N] against [N, 1] would silently broadcast to [N, N].
            private static void SameShape(Tensor input, Tensor target)
            {
                var (have, want) = (target.shape, input.shape);
                if (!have.AsSpan().SequenceEqual(want))
                    throw new ArgumentException($"Target size [{string.Join(", ", have)}] must be the same as input size [{string.Join(", ", want)}]");
            }
        }
    }
}
