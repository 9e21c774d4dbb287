using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor T => Operator.Of("numpy_T(self)").Tensor(this);

        public Tensor mT => Operator.Of("mT(self)").Tensor(this);

        public Tensor t() => Operator.Of("t(self)").Tensor(this);

        public Tensor view(params long[] shape) => Operator.Of("view(self, size)").Tensor(this, shape);

        public Tensor reshape(params long[] shape) => Operator.Of("reshape(self, shape)").Tensor(this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) =>
            Operator.Of("flatten.using_ints(self, start_dim, end_dim)").Tensor(this, start_dim, end_dim);

        public Tensor unflatten(long dim, params long[] sizes)
        {
            var given = size();
            var at = (int)(dim < 0 ? dim + given.Length : dim);
            return view([.. given[..at], .. sizes, .. given[(at + 1)..]]);
        }

        public Tensor squeeze(long? dim = null) => dim is { } d
            ? Operator.Of("squeeze.dim(self, dim)").Tensor(this, d)
            : Operator.Of("squeeze(self)").Tensor(this);

        public Tensor unsqueeze(long dim) => Operator.Of("unsqueeze(self, dim)").Tensor(this, dim);

        public Tensor transpose(long dim0, long dim1) => Operator.Of("transpose.int(self, dim0, dim1)").Tensor(this, dim0, dim1);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);

        public Tensor movedim(long[] source, long[] destination) =>
            Operator.Of("movedim.intlist(self, source, destination)").Tensor(this, source, destination);

        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);

        public Tensor permute(params long[] permutation) => Operator.Of("permute(self, dims)").Tensor(this, permutation);

        public Tensor expand(params long[] sizes) => Operator.Of("expand(self, size)").Tensor(this, sizes);

        public Tensor expand(long[] sizes, bool isImplicit = false) =>
            Operator.Of("expand(self, size, implicit)").Tensor(this, sizes, isImplicit);

        public Tensor expand_as(Tensor other) => Operator.Of("expand_as(self, other)").Tensor(this, other);

        public Tensor repeat(params long[] sizes) => Operator.Of("repeat(self, repeats)").Tensor(this, sizes);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Operator.Of("repeat_interleave.self_int(self, repeats, dim, output_size)").Tensor(this, repeats, dim, output_size);

        public Tensor flip(params long[] dims) => Operator.Of("flip(self, dims)").Tensor(this, dims);

        public Tensor roll(long[] shifts, long[] dims) => Operator.Of("roll(self, shifts, dims)").Tensor(this, shifts, dims);

        public Tensor roll(long[] shifts) => Operator.Of("roll(self, shifts)").Tensor(this, shifts);

        public Tensor roll(long shifts, long? dims = null) =>
            Operator.Of("roll(self, shifts, dims)").Tensor(this, (long[])[shifts], Arg.OrDefault(dims));

        public Tensor roll((long, long) shifts, (long, long) dims) => roll(shifts.List(), dims.List());

        public Tensor fliplr() => Operator.Of("fliplr(self)").Tensor(this);

        public Tensor flipud() => Operator.Of("flipud(self)").Tensor(this);

        public Tensor rot90(long k = 1, (long, long)? dims = null) => Operator.Of("rot90(self, k, dims)").Tensor(this, k, (dims ?? (0, 1)).List());

        public Tensor tile(long[] reps) => Operator.Of("tile(self, dims)").Tensor(this, reps);

        public Tensor unfold(long dimension, long size, long step) =>
            Operator.Of("unfold(self, dimension, size, step)").Tensor(this, dimension, size, step);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) =>
            Operator.Of("as_strided(self, size, stride, storage_offset)").Tensor(this, size, strides, storageOffset);

        public Tensor narrow(long dim, long start, long length) =>
            Operator.Of("narrow(self, dim, start, length)").Tensor(this, dim, start, length);

        public Tensor select(long dim, long index) => Operator.Of("select.int(self, dim, index)").Tensor(this, dim, index);

        public Tensor slice(long dim, long start, long finish, long step) =>
            Operator.Of("slice.Tensor(self, dim, start, end, step)").Tensor(this, dim, start, finish, step);

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) =>
            Operator.Of("diagonal(self, offset, dim1, dim2)").Tensor(this, offset, dim1, dim2);

        public Tensor tril(long diagonal = 0) => Operator.Of("tril(self, diagonal)").Tensor(this, diagonal);

        public Tensor triu(long diagonal = 0) => Operator.Of("triu(self, diagonal)").Tensor(this, diagonal);

        public Tensor[] chunk(long chunks, long dim = 0) => Operator.Of("chunk(self, chunks, dim)").Tensors(this, chunks, dim);

        public Tensor[] split(long size, int dim = 0) => Operator.Of("split.Tensor(self, split_size, dim)").Tensors(this, size, dim);

        public Tensor[] split(long[] sizes, long dim = 0) =>
            Operator.Of("split_with_sizes(self, split_sizes, dim)").Tensors(this, sizes, dim);

        public Tensor[] unbind(long dimension = 0) => Operator.Of("unbind.int(self, dim)").Tensors(this, dimension);

        public Tensor contiguous() => Operator.Of("contiguous(self)").Tensor(this);

        public Tensor alias() => Operator.Of("alias(self)").Tensor(this);
    }

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Operator.Of("cat(tensors, dim)").Tensor(tensors.ToArray(), dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Operator.Of("stack(tensors, dim)").Tensor(tensors.ToArray(), dim);

    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);

    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);

    public static Tensor swapaxes(Tensor input, long axis0, long axis1) => input.swapaxes(axis0, axis1);

    public static Tensor swapdims(Tensor input, long dim0, long dim1) => input.swapdims(dim0, dim1);

    public static Tensor movedim(Tensor input, long source, long destination) => input.movedim([source], [destination]);

    public static Tensor movedim(Tensor input, long[] source, long[] destination) => input.movedim(source, destination);

    public static Tensor moveaxis(Tensor input, long source, long destination) => input.moveaxis([source], [destination]);

    public static Tensor moveaxis(Tensor input, long[] source, long[] destination) => input.moveaxis(source, destination);

    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);

    public static Tensor tile(Tensor input, long[] dims) => input.tile(dims);

    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);

    public static Tensor fliplr(Tensor input) => input.fliplr();

    public static Tensor flipud(Tensor input) => input.flipud();

    public static Tensor rot90(Tensor input, long k = 1, (long, long)? dims = null) => input.rot90(k, dims);

    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);

    public static Tensor roll(Tensor input, long[] shifts) => input.roll(shifts);

    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);
}
