using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Operator.Of("sum(self, dtype)").Tensor(this, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Operator.Of("sum.dim_IntList(self, dim, keepdim, dtype)").Tensor(this, dim, keepdim, type);

        public Tensor mean() => Operator.Of("mean(self)").Tensor(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Operator.Of("mean.dim(self, dim, keepdim, dtype)").Tensor(this, dimensions, keepdim, type);

        public Tensor prod(ScalarType? type = null) => Operator.Of("prod(self, dtype)").Tensor(this, type);

        public Tensor std(bool unbiased = true) => Operator.Of("std(self, unbiased)").Tensor(this, unbiased);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(Operator.Of("std.dim(self, dim, unbiased, keepdim)").Tensor(this, (long[])[dim], unbiased, keepdim), type);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(Operator.Of("std.dim(self, dim, unbiased, keepdim)").Tensor(this, dimensions, unbiased, keepdim), type);

        public Tensor var(bool unbiased = true) => Operator.Of("var(self, unbiased)").Tensor(this, unbiased);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(Operator.Of("var.dim(self, dim, unbiased, keepdim)").Tensor(this, (long[])[dim], unbiased, keepdim), type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(Operator.Of("var.dim(self, dim, unbiased, keepdim)").Tensor(this, dimensions, unbiased, keepdim), type);

        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Operator.Of("std_mean(self, unbiased)").Pair(this, unbiased);

        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(Operator.Of("std_mean.dim(self, dim, unbiased, keepdim)").Pair(this, dimensions, unbiased, keepdim), type);

        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => Operator.Of("var_mean(self, unbiased)").Pair(this, unbiased);

        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Typed(Operator.Of("var_mean.dim(self, dim, unbiased, keepdim)").Pair(this, dimensions, unbiased, keepdim), type);

        public Tensor norm(float p = 2) => Operator.Of("norm.Scalar(self, p)").Tensor(this, (Scalar)p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2) =>
            Operator.Of("norm.ScalarOpt_dim(self, p, dim, keepdim)").Tensor(this, (Scalar)p, (long[])[dim], keepdim);

        public Tensor logsumexp(long dim, bool keepdim = false) =>
            Operator.Of("logsumexp(self, dim, keepdim)").Tensor(this, (long[])[dim], keepdim);

        public Tensor max() => Operator.Of("max(self)").Tensor(this);

        public Tensor max(Tensor other) => Operator.Of("max.other(self, other)").Tensor(this, other);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) =>
            Operator.Of("max.dim(self, dim, keepdim)").Pair(this, dim, keepdim);

        public Tensor argmax() => Operator.Of("argmax(self)").Tensor(this);

        public Tensor argmax(long dim, bool keepdim = false) => Operator.Of("argmax(self, dim, keepdim)").Tensor(this, dim, keepdim);

        public Tensor amax(params long[] dims) => Operator.Of("amax(self, dim)").Tensor(this, dims);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null
            ? Operator.Of("amax(self, dim, keepdim)").Tensor(this, dims, keepdim)
            : Operator.Of("amax.out(self, dim, keepdim, out)").Tensor(this, dims, keepdim, @out);

        public Tensor min() => Operator.Of("min(self)").Tensor(this);

        public Tensor min(Tensor other) => Operator.Of("min.other(self, other)").Tensor(this, other);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) =>
            Operator.Of("min.dim(self, dim, keepdim)").Pair(this, dim, keepdim);

        public Tensor argmin() => Operator.Of("argmin(self)").Tensor(this);

        public Tensor argmin(long dim, bool keepdim = false) => Operator.Of("argmin(self, dim, keepdim)").Tensor(this, dim, keepdim);

        public Tensor amin(params long[] dims) => Operator.Of("amin(self, dim)").Tensor(this, dims);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null
            ? Operator.Of("amin(self, dim, keepdim)").Tensor(this, dims, keepdim)
            : Operator.Of("amin.out(self, dim, keepdim, out)").Tensor(this, dims, keepdim, @out);

        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) =>
            Operator.Of("aminmax(self, dim, keepdim)").Pair(this, dim, keepdim);

        public Tensor all() => Operator.Of("all(self)").Tensor(this);

        public Tensor all(long dim, bool keepdim = false) => Operator.Of("all.dim(self, dim, keepdim)").Tensor(this, dim, keepdim);

        public Tensor any() => Operator.Of("any(self)").Tensor(this);

        public Tensor any(long dim, bool keepdim = false) => Operator.Of("any.dim(self, dim, keepdim)").Tensor(this, dim, keepdim);

        public Tensor median() => Operator.Of("median(self)").Tensor(this);

        public Tensor count_nonzero(long[]? dims = null) =>
            Operator.Of("count_nonzero.dim_IntList(self, dim)").Tensor(this, dims ?? [.. Enumerable.Range(0, (int)ndim).Select(d => (long)d)]);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Operator.Of("sort.stable(self, stable, dim, descending)").Pair(this, stable, dim, descending);

        public Tensor argsort(long dim = -1, bool descending = false) =>
            Operator.Of("argsort(self, dim, descending)").Tensor(this, dim, descending);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Operator.Of("topk(self, k, dim, largest, sorted)").Pair(this, k, dim, largest, sorted);

        private static (Tensor First, Tensor Second) Typed((Tensor First, Tensor Second) results, ScalarType? type) =>
            (Typed(results.First, type), Typed(results.Second, type));

        private static Tensor Typed(Tensor result, ScalarType? type) => type is { } wanted ? result.to_type(wanted, disposeAfter: true) : result;
    }

    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);

    public static Tensor mean(Tensor input) => input.mean();

    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
        input.mean(dimensions, keepdim, type);

    public static Tensor std(Tensor input, bool unbiased = true) => input.std(unbiased);

    public static Tensor std(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        input.std(dimensions, unbiased, keepdim, type);

    public static Tensor std(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        input.std(dimensions, unbiased, keepdim, type);

    public static Tensor var(Tensor input, bool unbiased = true) => input.var(unbiased);

    public static Tensor var(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        input.var(dimensions, unbiased, keepdim, type);

    public static Tensor var(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        input.var(dimensions, unbiased, keepdim, type);

    public static Tensor max(Tensor input) => input.max();

    public static Tensor max(Tensor input, Tensor other) => input.max(other);

    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => input.max(dim, keepdim);

    public static Tensor min(Tensor input) => input.min();

    public static Tensor min(Tensor input, Tensor other) => input.min(other);

    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) => input.min(dim, keepdim);

    public static Tensor amax(Tensor input, long[] dims) => input.amax(dims);

    public static Tensor amax(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => input.amax(dims, keepdim, @out);

    public static Tensor amin(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => input.amin(dims, keepdim, @out);

    public static (Tensor min, Tensor max) aminmax(Tensor input, long? dim = null, bool keepdim = false) => input.aminmax(dim, keepdim);
}
