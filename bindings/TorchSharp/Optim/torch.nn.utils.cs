using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Shortens all gradients together so that their common norm is at most that; returns the norm they had.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var guard = no_grad();
                using var scope = NewDisposeScope();
                var gradients = Gradients(tensors);
                if (gradients.Length == 0)
                    return 0;
                Tensor[] norms = [.. gradients.Select(gradient => Norm(gradient, norm_type))];
                var total = Norm(Operator.Of("stack(tensors)").Tensor((Native.Arg)norms), norm_type).ToDouble();
                var factor = max_norm / (total + 1e-6);
                if (!(factor >= 1))
                    Foreach.Multiply(gradients, factor);
                return total;
            }

            /// <summary>Cuts every component of every gradient to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var guard = no_grad();
                using var scope = NewDisposeScope();
                foreach (var gradient in Gradients(tensors))
                    Operator.Of("clamp_(self, min, max)").Run(gradient, -clip_value, clip_value);
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                Tensor[] parts = [.. tensors.Select(tensor => tensor.reshape(-1))];
                return Operator.Of("cat(tensors)").Tensor((Native.Arg)parts).MoveToOuterDisposeScope();
            }

            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var guard = no_grad();
                using var scope = NewDisposeScope();
                long at = 0;
                foreach (var tensor in tensors)
                {
                    var length = tensor.numel();
                    tensor.copy_(vec.narrow(0, at, length).reshape(tensor.shape));
                    at += length;
                }
            }

            private static Tensor Norm(Tensor tensor, double order) => Operator.Of("linalg_vector_norm(self, ord)").Tensor(tensor, order);

            private static Tensor[] Gradients(IEnumerable<Parameter> tensors) =>
                [.. tensors.Select(tensor => tensor.grad).OfType<Tensor>()];
        }
    }
}
