using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>libtorch's multi-tensor operators: one call for all parameters.</summary>
internal static class Foreach
{
    public static void Add(Tensor[] self, Tensor[] other, double alpha = 1) =>
        Operator.Of("_foreach_add_.List(self, other, alpha)").Run(self, other, alpha);

    public static void Add(Tensor[] self, double value) => Operator.Of("_foreach_add_.Scalar(self, scalar)").Run(self, value);

    public static Tensor[] Plus(Tensor[] self, Tensor[] other, double alpha) =>
        Operator.Of("_foreach_add.List(self, other, alpha)").Tensors(self, other, alpha);

    public static Tensor[] Plus(Tensor[] self, double value) => Operator.Of("_foreach_add.Scalar(self, scalar)").Tensors(self, value);

    public static void Multiply(Tensor[] self, double value) => Operator.Of("_foreach_mul_.Scalar(self, scalar)").Run(self, value);

    public static void Multiply(Tensor[] self, Tensor[] other) => Operator.Of("_foreach_mul_.List(self, other)").Run(self, other);

    public static void Divide(Tensor[] self, Tensor[] other) => Operator.Of("_foreach_div_.List(self, other)").Run(self, other);

    public static void Divide(Tensor[] self, double value) => Operator.Of("_foreach_div_.Scalar(self, scalar)").Run(self, value);

    public static Tensor[] Negative(Tensor[] self) => Operator.Of("_foreach_neg(self)").Tensors((Arg)self);

    public static Tensor[] Root(Tensor[] self) => Operator.Of("_foreach_sqrt(self)").Tensors((Arg)self);

    public static void AddProduct(Tensor[] self, Tensor[] left, Tensor[] right, double value) =>
        Operator.Of("_foreach_addcmul_.Scalar(self, tensor1, tensor2, value)").Run(self, left, right, value);

    public static Tensor[] PlusProduct(Tensor[] self, Tensor[] left, Tensor[] right, double value) =>
        Operator.Of("_foreach_addcmul.Scalar(self, tensor1, tensor2, value)").Tensors(self, left, right, value);

    public static void AddQuotient(Tensor[] self, Tensor[] numerator, Tensor[] denominator, double value) =>
        Operator.Of("_foreach_addcdiv_.Scalar(self, tensor1, tensor2, value)").Run(self, numerator, denominator, value);

    public static void Maximum(Tensor[] self, Tensor[] other)
    {
        for (var i = 0; i < self.Length; i++)
            self[i].copy_(self[i].maximum(other[i]));
    }

    /// <summary>The gradients as the rule wants them: their sign turned to climb, with the pull of the weight decay.</summary>
    public static Tensor[] Gradients(Tensor[] parameters, Tensor[] gradients, bool? maximize, double? weightDecay)
    {
        if (maximize == true)
            gradients = Negative(gradients);
        return weightDecay is { } decay and not 0 ? Plus(gradients, parameters, decay) : gradients;
    }
}
