using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                var dimensions = input.ndim;
                if (dimensions is not (2 or 3))
                    throw new ArgumentException($"dropout1d: expected 2D or 3D input, but got {dimensions}D input.");
                if (dimensions == 3)
                    return FeatureDropout(input, p, training, inplace);
                using var batch = input.unsqueeze(0);
                using var dropped = FeatureDropout(batch, p, training, inplace);
                return dropped.squeeze(0);
            }

            public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                FeatureDropout(input, p, training, inplace);

            public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                (inplace ? Operator.Of("alpha_dropout_(self, p, train)") : Operator.Of("alpha_dropout(input, p, train)")).Tensor(input, p, training);

            public static Tensor feature_alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                (inplace ? Operator.Of("feature_alpha_dropout_(self, p, train)") : Operator.Of("feature_alpha_dropout(input, p, train)")).Tensor(input, p, training);

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Operator.Of("group_norm(input, num_groups, weight, bias, eps)").Tensor(input, num_groups, weight, bias, eps);

            public static Tensor local_response_norm(Tensor input, long size, double alpha = 0.0001, double beta = 0.75, double k = 1)
            {
                var shape = input.shape;
                if (shape.Length < 3)
                    throw new ArgumentException($"local_response_norm: expected 3D or higher dimensionality input, but got {shape.Length}D input.");
                if (size <= 0)
                    throw new ArgumentException($"local_response_norm: size is the number of channels to go over, 1 or more, got {size}");
                if (input.numel() == 0)
                    return input.alias();

                using var squares = input.mul(input);
                using var planes = squares.reshape(shape[0], 1, shape[1], -1);
                using var padded = pad(planes, (0, 0, size / 2, (size - 1) / 2));
                using var means = avg_pool2d(padded, (size, 1), (1, 1));
                using var scaled = means.mul(alpha).add_(k);
                using var power = scaled.pow(beta);
                using var divisor = power.reshape(shape);
                return input.div(divisor);
            }

            private static Tensor FeatureDropout(Tensor input, double p, bool training, bool inplace) =>
                (inplace ? Operator.Of("feature_dropout_(self, p, train)") : Operator.Of("feature_dropout(input, p, train)")).Tensor(input, p, training);
        }
    }
}
