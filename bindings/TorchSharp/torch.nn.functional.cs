using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers and losses as functions. In-place forms give a new handle on the same values, as the package's do.</summary>
        public static partial class functional
        {
            public static unsafe Tensor linear(Tensor input, Tensor weights, Tensor? bias = null)
            {
                NativeArgument output;
                NativeMethods.Check(NativeMethods.hep_affine(input.Raw, weights.Raw, bias is null ? 0 : bias.Raw, &output));
                GC.KeepAlive(input);
                GC.KeepAlive(weights);
                GC.KeepAlive(bias);
                return output.Pointer != 0 ? Operator.Take(output) : Operator.Of("linear(input, weight, bias)").Tensor(input, weights, bias);
            }

            public static Tensor relu(Tensor x, bool inplace = false) =>
                (inplace ? Operator.Of("relu_(self)") : Operator.Of("relu(self)")).Tensor(x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                (inplace ? Operator.Of("leaky_relu_(self, negative_slope)") : Operator.Of("leaky_relu(self, negative_slope)")).Tensor(input, negative_slope);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                (inplace ? Operator.Of("elu_(self, alpha)") : Operator.Of("elu(self, alpha)")).Tensor(x, alpha);

            public static Tensor silu(Tensor x, bool inplace = false) =>
                (inplace ? Operator.Of("silu_(self)") : Operator.Of("silu(self)")).Tensor(x);

            public static Tensor gelu(Tensor x) => Operator.Of("gelu(self)").Tensor(x);

            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);

            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                (inplace ? Operator.Of("gelu_(self, approximate)") : Operator.Of("gelu(self, approximate)"))
                .Tensor(x, approximate == Modules.GELU.Approximate.tanh ? "tanh" : "none");

            public static Tensor sigmoid(Tensor x) => Operator.Of("sigmoid(self)").Tensor(x);

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? Operator.Of("sigmoid_(self)").Tensor(x) : sigmoid(x);

            public static Tensor tanh(Tensor x, bool inplace = false) =>
                (inplace ? Operator.Of("tanh_(self)") : Operator.Of("tanh(self)")).Tensor(x);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                Operator.Of("softplus(self, beta, threshold)").Tensor(x, beta, threshold);

            public static Tensor logsigmoid(Tensor x) => Operator.Of("log_sigmoid(self)").Tensor(x);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                Operator.Of("softmax.int(self, dim, dtype)").Tensor(input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => Operator.Of("log_softmax.int(self, dim, dtype)").Tensor(x, dim, Arg.None);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                (inplace ? Operator.Of("dropout_(self, p, train)") : Operator.Of("dropout(input, p, train)")).Tensor(input, p, training);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Operator.Of("layer_norm(input, normalized_shape, weight, bias, eps)").Tensor(input, normalized_shape, weight, bias, eps);

            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                Operator.Of("batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled)").Tensor(
                    input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Operator.Of("one_hot(self, num_classes)").Tensor(x, num_classes);
        }
    }
}
