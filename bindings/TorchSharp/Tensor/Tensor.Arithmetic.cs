using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor mul(Tensor target) => Operator.Of("mul.Tensor(self, other)").Tensor(this, target);

        public Tensor mul_(Tensor target)
        {
            Operator.Of("mul_.Tensor(self, other)").Run(this, target);
            return this;
        }

        public Tensor mul(Scalar target) => Operator.Of("mul.Scalar(self, other)").Tensor(this, target);

        public Tensor mul_(Scalar target)
        {
            Operator.Of("mul_.Scalar(self, other)").Run(this, target);
            return this;
        }

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None
            ? Operator.Of("div.Tensor(self, other)").Tensor(this, target)
            : Operator.Of("div.Tensor_mode(self, other, rounding_mode)").Tensor(this, target, Name(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => rounding_mode == RoundingMode.None
            ? Operator.Of("div.Scalar(self, other)").Tensor(this, target)
            : Operator.Of("div.Scalar_mode(self, other, rounding_mode)").Tensor(this, target, Name(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Operator.Of("div_.Tensor_mode(self, other, rounding_mode)").Run(this, target, Name(rounding_mode));
            return this;
        }

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Operator.Of("div_.Scalar_mode(self, other, rounding_mode)").Run(this, target, Name(rounding_mode));
            return this;
        }

        public Tensor sub(Tensor target) => Operator.Of("sub.Tensor(self, other)").Tensor(this, target);

        public Tensor sub_(Tensor target)
        {
            Operator.Of("sub_.Tensor(self, other)").Run(this, target);
            return this;
        }

        public Tensor sub(Scalar target) => Operator.Of("sub.Scalar(self, other)").Tensor(this, target);

        public Tensor sub_(Scalar target)
        {
            Operator.Of("sub_.Scalar(self, other)").Run(this, target);
            return this;
        }

        public Tensor add(Tensor target) => Operator.Of("add.Tensor(self, other)").Tensor(this, target);

        public Tensor add_(Tensor target)
        {
            Operator.Of("add_.Tensor(self, other)").Run(this, target);
            return this;
        }

        public Tensor add(Tensor target, Scalar alpha) => Operator.Of("add.Tensor(self, other, alpha)").Tensor(this, target, alpha);

        public Tensor add_(Tensor target, Scalar alpha)
        {
            Operator.Of("add_.Tensor(self, other, alpha)").Run(this, target, alpha);
            return this;
        }

        public Tensor add(Scalar scalar) => Operator.Of("add.Scalar(self, other)").Tensor(this, scalar);

        public Tensor add_(Scalar scalar)
        {
            Operator.Of("add_.Scalar(self, other)").Run(this, scalar);
            return this;
        }

        public Tensor add(Scalar scalar, Scalar alpha) => Operator.Of("add.Scalar(self, other, alpha)").Tensor(this, scalar, alpha);

        public Tensor add_(Scalar scalar, Scalar alpha)
        {
            Operator.Of("add_.Scalar(self, other, alpha)").Run(this, scalar, alpha);
            return this;
        }

        public Tensor eq(Tensor target) => Operator.Of("eq.Tensor(self, other)").Tensor(this, target);

        public Tensor eq(Scalar target) => Operator.Of("eq.Scalar(self, other)").Tensor(this, target);

        public Tensor ne(Tensor target) => Operator.Of("ne.Tensor(self, other)").Tensor(this, target);

        public Tensor ne(Scalar target) => Operator.Of("ne.Scalar(self, other)").Tensor(this, target);

        public Tensor lt(Tensor target) => Operator.Of("lt.Tensor(self, other)").Tensor(this, target);

        public Tensor lt(Scalar target) => Operator.Of("lt.Scalar(self, other)").Tensor(this, target);

        public Tensor le(Tensor target) => Operator.Of("le.Tensor(self, other)").Tensor(this, target);

        public Tensor le(Scalar target) => Operator.Of("le.Scalar(self, other)").Tensor(this, target);

        public Tensor gt(Tensor target) => Operator.Of("gt.Tensor(self, other)").Tensor(this, target);

        public Tensor gt(Scalar target) => Operator.Of("gt.Scalar(self, other)").Tensor(this, target);

        public Tensor ge(Tensor target) => Operator.Of("ge.Tensor(self, other)").Tensor(this, target);

        public Tensor ge(Scalar target) => Operator.Of("ge.Scalar(self, other)").Tensor(this, target);

        public Tensor maximum(Tensor other) => Operator.Of("maximum(self, other)").Tensor(this, other);

        public Tensor minimum(Tensor other) => Operator.Of("minimum(self, other)").Tensor(this, other);

        public Tensor logical_and(Tensor other) => Operator.Of("logical_and(self, other)").Tensor(this, other);

        public Tensor logical_or(Tensor other) => Operator.Of("logical_or(self, other)").Tensor(this, other);

        public Tensor logical_xor(Tensor other) => Operator.Of("logical_xor(self, other)").Tensor(this, other);

        public Tensor atan2(Tensor other) => Operator.Of("atan2(self, other)").Tensor(this, other);

        public Tensor bitwise_and(Tensor other) => Operator.Of("bitwise_and.Tensor(self, other)").Tensor(this, other);

        public Tensor bitwise_or(Tensor other) => Operator.Of("bitwise_or.Tensor(self, other)").Tensor(this, other);

        public Tensor bitwise_xor(Tensor other) => Operator.Of("bitwise_xor.Tensor(self, other)").Tensor(this, other);

        public Tensor bitwise_not() => Operator.Of("bitwise_not(self)").Tensor(this);

        public Tensor remainder(Tensor target) => Operator.Of("remainder.Tensor(self, other)").Tensor(this, target);

        public Tensor remainder(Scalar scalar) => Operator.Of("remainder.Scalar(self, other)").Tensor(this, scalar);

        public Tensor pow(Tensor exponent) => Operator.Of("pow.Tensor_Tensor(self, exponent)").Tensor(this, exponent);

        public Tensor pow(Scalar exponent) => Operator.Of("pow.Tensor_Scalar(self, exponent)").Tensor(this, exponent);

        public Tensor lerp(Tensor end, Tensor weight) => Operator.Of("lerp.Tensor(self, end, weight)").Tensor(this, end, weight);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Operator.Of("addcmul_(self, tensor1, tensor2, value)").Run(this, tensor1, tensor2, value);
            return this;
        }

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Operator.Of("addcdiv_(self, tensor1, tensor2, value)").Run(this, tensor1, tensor2, value);
            return this;
        }

        public Tensor matmul(Tensor target) => Operator.Of("matmul(self, other)").Tensor(this, target);

        public Tensor mm(Tensor target) => Operator.Of("mm(self, mat2)").Tensor(this, target);

        public Tensor bmm(Tensor batch2) => Operator.Of("bmm(self, mat2)").Tensor(this, batch2);

        public Tensor mv(Tensor target) => Operator.Of("mv(self, vec)").Tensor(this, target);

        public Tensor dot(Tensor target) => Operator.Of("dot(self, tensor)").Tensor(this, target);

        public Tensor outer(Tensor vec2) => Operator.Of("outer(self, vec2)").Tensor(this, vec2);

        public Tensor where(Tensor condition, Tensor y) => Operator.Of("where.self(condition, self, other)").Tensor(condition, this, y);

        public bool allclose(Tensor target, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) =>
            Operator.Of("allclose(self, other, rtol, atol, equal_nan)").Truth(this, target, rtol, atol, equal_nan);

        private static string? Name(RoundingMode mode) => mode switch
        {
            RoundingMode.trunc => "trunc",
            RoundingMode.floor => "floor",
            _ => null,
        };
    }

    public static Tensor add(Tensor left, Tensor right) => left.add(right);

    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);

    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);

    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);

    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);

    public static Tensor mm(Tensor input, Tensor target) => input.mm(target);

    public static Tensor bmm(Tensor input, Tensor batch2) => input.bmm(batch2);

    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);

    /// <summary>The indices of what is true, a tensor for each dimension.</summary>
    public static Tensor[] where(Tensor condition) => Operator.Of("where(condition)").Tensors(condition);

    public static Tensor einsum(string equation, params Tensor[] tensors) => Operator.Of("einsum(equation, tensors)").Tensor(equation, tensors);

    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) =>
        tensor.allclose(target, rtol, atol, equal_nan);
}
