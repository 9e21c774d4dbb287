using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Operator.Of("abs(self)").Tensor(this);

        public Tensor abs_() => InPlace(Operator.Of("abs_(self)"));

        public Tensor acos() => Operator.Of("acos(self)").Tensor(this);

        public Tensor acos_() => InPlace(Operator.Of("acos_(self)"));

        public Tensor asin() => Operator.Of("asin(self)").Tensor(this);

        public Tensor asin_() => InPlace(Operator.Of("asin_(self)"));

        public Tensor atan() => Operator.Of("atan(self)").Tensor(this);

        public Tensor atan_() => InPlace(Operator.Of("atan_(self)"));

        public Tensor ceil() => Operator.Of("ceil(self)").Tensor(this);

        public Tensor ceil_() => InPlace(Operator.Of("ceil_(self)"));

        public Tensor cos() => Operator.Of("cos(self)").Tensor(this);

        public Tensor cos_() => InPlace(Operator.Of("cos_(self)"));

        public Tensor cosh() => Operator.Of("cosh(self)").Tensor(this);

        public Tensor cosh_() => InPlace(Operator.Of("cosh_(self)"));

        public Tensor erf() => Operator.Of("erf(self)").Tensor(this);

        public Tensor erf_() => InPlace(Operator.Of("erf_(self)"));

        public Tensor erfc() => Operator.Of("erfc(self)").Tensor(this);

        public Tensor erfc_() => InPlace(Operator.Of("erfc_(self)"));

        public Tensor exp() => Operator.Of("exp(self)").Tensor(this);

        public Tensor exp_() => InPlace(Operator.Of("exp_(self)"));

        public Tensor expm1() => Operator.Of("expm1(self)").Tensor(this);

        public Tensor expm1_() => InPlace(Operator.Of("expm1_(self)"));

        public Tensor floor() => Operator.Of("floor(self)").Tensor(this);

        public Tensor floor_() => InPlace(Operator.Of("floor_(self)"));

        public Tensor frac() => Operator.Of("frac(self)").Tensor(this);

        public Tensor frac_() => InPlace(Operator.Of("frac_(self)"));

        public Tensor log() => Operator.Of("log(self)").Tensor(this);

        public Tensor log_() => InPlace(Operator.Of("log_(self)"));

        public Tensor log10() => Operator.Of("log10(self)").Tensor(this);

        public Tensor log10_() => InPlace(Operator.Of("log10_(self)"));

        public Tensor log1p() => Operator.Of("log1p(self)").Tensor(this);

        public Tensor log1p_() => InPlace(Operator.Of("log1p_(self)"));

        public Tensor log2() => Operator.Of("log2(self)").Tensor(this);

        public Tensor log2_() => InPlace(Operator.Of("log2_(self)"));

        public Tensor neg() => Operator.Of("neg(self)").Tensor(this);

        public Tensor neg_() => InPlace(Operator.Of("neg_(self)"));

        public Tensor reciprocal() => Operator.Of("reciprocal(self)").Tensor(this);

        public Tensor reciprocal_() => InPlace(Operator.Of("reciprocal_(self)"));

        public Tensor relu() => Operator.Of("relu(self)").Tensor(this);

        public Tensor relu_() => InPlace(Operator.Of("relu_(self)"));

        public Tensor rsqrt() => Operator.Of("rsqrt(self)").Tensor(this);

        public Tensor rsqrt_() => InPlace(Operator.Of("rsqrt_(self)"));

        public Tensor sigmoid() => Operator.Of("sigmoid(self)").Tensor(this);

        public Tensor sigmoid_() => InPlace(Operator.Of("sigmoid_(self)"));

        public Tensor sign() => Operator.Of("sign(self)").Tensor(this);

        public Tensor sign_() => InPlace(Operator.Of("sign_(self)"));

        public Tensor sin() => Operator.Of("sin(self)").Tensor(this);

        public Tensor sin_() => InPlace(Operator.Of("sin_(self)"));

        public Tensor sinh() => Operator.Of("sinh(self)").Tensor(this);

        public Tensor sinh_() => InPlace(Operator.Of("sinh_(self)"));

        public Tensor sqrt() => Operator.Of("sqrt(self)").Tensor(this);

        public Tensor sqrt_() => InPlace(Operator.Of("sqrt_(self)"));

        public Tensor square() => Operator.Of("square(self)").Tensor(this);

        public Tensor tan() => Operator.Of("tan(self)").Tensor(this);

        public Tensor tan_() => InPlace(Operator.Of("tan_(self)"));

        public Tensor tanh() => Operator.Of("tanh(self)").Tensor(this);

        public Tensor tanh_() => InPlace(Operator.Of("tanh_(self)"));

        public Tensor trunc() => Operator.Of("trunc(self)").Tensor(this);

        public Tensor trunc_() => InPlace(Operator.Of("trunc_(self)"));

        public Tensor silu() => Operator.Of("silu(self)").Tensor(this);

        public Tensor log_sigmoid() => Operator.Of("log_sigmoid(self)").Tensor(this);

        public Tensor isfinite() => Operator.Of("isfinite(self)").Tensor(this);

        public Tensor isnan() => Operator.Of("isnan(self)").Tensor(this);

        public Tensor isinf() => Operator.Of("isinf(self)").Tensor(this);

        public Tensor signbit() => Operator.Of("signbit(self)").Tensor(this);

        public Tensor logical_not() => Operator.Of("logical_not(self)").Tensor(this);

        public Tensor nonzero() => Operator.Of("nonzero(self)").Tensor(this);

        public Tensor softplus(double beta = 1, double threshold = 20) =>
            Operator.Of("softplus(self, beta, threshold)").Tensor(this, (Scalar)beta, (Scalar)threshold);

        public Tensor elu(double alpha = 1) => Operator.Of("elu(self, alpha)").Tensor(this, (Scalar)alpha);

        public Tensor leaky_relu(Scalar negative_slope) => Operator.Of("leaky_relu(self, negative_slope)").Tensor(this, negative_slope);

        public Tensor gelu() => Operator.Of("gelu(self)").Tensor(this);

        public Tensor round(long decimals = 0) => Operator.Of("round.decimals(self, decimals)").Tensor(this, decimals);

        public Tensor logit(double? eps = null) => Operator.Of("logit(self, eps)").Tensor(this, eps);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Operator.Of("nan_to_num(self, nan, posinf, neginf)").Tensor(this, nan, posinf, neginf);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Operator.Of("clamp(self, min, max)").Tensor(this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Operator.Of("clamp.Tensor(self, min, max)").Tensor(this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
        {
            Operator.Of("clamp_(self, min, max)").Run(this, min, max);
            return this;
        }

        public Tensor cumsum(long dim, ScalarType? type = null) => Operator.Of("cumsum(self, dim, dtype)").Tensor(this, dim, type);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Operator.Of("softmax.int(self, dim, dtype)").Tensor(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) =>
            Operator.Of("log_softmax.int(self, dim, dtype)").Tensor(this, dim, dtype);

        private Tensor InPlace(Operator op)
        {
            op.Run(this);
            return this;
        }
    }

    public static Tensor abs(Tensor input) => input.abs();

    public static Tensor acos(Tensor input) => input.acos();

    public static Tensor asin(Tensor input) => input.asin();

    public static Tensor atan(Tensor input) => input.atan();

    public static Tensor ceil(Tensor input) => input.ceil();

    public static Tensor cos(Tensor input) => input.cos();

    public static Tensor cosh(Tensor input) => input.cosh();

    public static Tensor erf(Tensor input) => input.erf();

    public static Tensor erfc(Tensor input) => input.erfc();

    public static Tensor exp(Tensor input) => input.exp();

    public static Tensor expm1(Tensor input) => input.expm1();

    public static Tensor floor(Tensor input) => input.floor();

    public static Tensor frac(Tensor input) => input.frac();

    public static Tensor log(Tensor input) => input.log();

    public static Tensor log10(Tensor input) => input.log10();

    public static Tensor log1p(Tensor input) => input.log1p();

    public static Tensor log2(Tensor input) => input.log2();

    public static Tensor neg(Tensor input) => input.neg();

    public static Tensor reciprocal(Tensor input) => input.reciprocal();

    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    public static Tensor sign(Tensor input) => input.sign();

    public static Tensor sin(Tensor input) => input.sin();

    public static Tensor sinh(Tensor input) => input.sinh();

    public static Tensor sqrt(Tensor input) => input.sqrt();

    public static Tensor square(Tensor input) => input.square();

    public static Tensor tan(Tensor input) => input.tan();

    public static Tensor tanh(Tensor input) => input.tanh();

    public static Tensor trunc(Tensor input) => input.trunc();

    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
}
