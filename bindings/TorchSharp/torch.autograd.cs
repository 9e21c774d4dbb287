using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }

    public static class autograd
    {
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var (outputs, gradients, leaves) = (Raws(tensors), Raws(grad_tensors), Raws(inputs));
            unsafe
            {
                fixed (nint* output = outputs, gradient = gradients, leaf = leaves)
                {
                    NativeMethods.Check(NativeMethods.hep_backward(
                        output, outputs.Length, gradient, gradients.Length, leaf, leaves.Length, retain_graph ?? create_graph, create_graph));
                }
            }

            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var (roots, leaves, gradients) = (Raws(outputs), Raws(inputs), Raws(grad_outputs));
            unsafe
            {
                nint* results;
                fixed (nint* root = roots, leaf = leaves, gradient = gradients)
                {
                    NativeMethods.Check(NativeMethods.hep_grad(
                        root, roots.Length, leaf, leaves.Length, gradient, gradients.Length, retain_graph, create_graph, allow_unused, &results));
                }

                GC.KeepAlive(outputs);
                GC.KeepAlive(inputs);
                GC.KeepAlive(grad_outputs);
                return Operator.TakeList((nint)results, leaves.Length);
            }
        }

        private static nint[] Raws(IList<Tensor>? tensors)
        {
            if (tensors is null)
                return [];
            var raws = new nint[tensors.Count];
            for (var i = 0; i < raws.Length; i++)
                raws[i] = tensors[i] is null ? 0 : tensors[i].Raw;
            return raws;
        }
    }
}
