using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Assign(select(0, i1), value);
        }

        public Tensor this[long i1, long i2]
        {
            get => index((TensorIndex[])[i1, i2]);
            set => index_put_(value, (TensorIndex[])[i1, i2]);
        }

        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor index(params Tensor[] indices) => Operator.Of("index.Tensor(self, indices)").Tensor(this, Arg.OptionalTensors(indices));

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = View(indices);
            if (tensors is null)
                return view;
            try
            {
                return view.index(tensors!);
            }
            finally
            {
                if (!ReferenceEquals(view, this))
                    view.Dispose();
            }
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            Operator.Of("index_put_(self, indices, values, accumulate)").Run(this, Arg.OptionalTensors(indices), value, accumulate);
            return this;
        }

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            var (view, tensors) = View(indices);
            if (tensors is null)
                view.copy_(value);
            else
                view.index_put_(value, tensors!, false);
            if (!ReferenceEquals(view, this))
                view.Dispose();
            return this;
        }

        public Tensor index_select(long dim, Tensor index) => Operator.Of("index_select(self, dim, index)").Tensor(this, dim, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Operator.Of("index_add(self, dim, index, source, alpha)").Tensor(this, dim, index, source, alpha);

        public Tensor gather(long dim, Tensor index) => Operator.Of("gather(self, dim, index)").Tensor(this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) =>
            Operator.Of("scatter.src(self, dim, index, src)").Tensor(this, dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) =>
            Operator.Of("scatter_add(self, dim, index, src)").Tensor(this, dim, index, src);

        public Tensor take_along_dim(Tensor indices, long dim) => Operator.Of("take_along_dim(self, indices, dim)").Tensor(this, indices, dim);

        public Tensor masked_fill(Tensor mask, Scalar value) => Operator.Of("masked_fill.Scalar(self, mask, value)").Tensor(this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            Operator.Of("masked_fill_.Scalar(self, mask, value)").Run(this, mask, value);
            return this;
        }

        public Tensor masked_select(Tensor mask) => Operator.Of("masked_select(self, mask)").Tensor(this, mask);

        private static void Assign(Tensor view, Tensor value)
        {
            view.copy_(value);
            view.Dispose();
        }

        // Numbers, slices and new dimensions are views; what is left for aten::index are the tensors.
        private (Tensor View, Tensor?[]? Tensors) View(TensorIndex[] indices)
        {
            var consumed = indices.Count(i => i.Kind is TensorIndex.IndexKind.Single or TensorIndex.IndexKind.Slice or TensorIndex.IndexKind.Tensor);
            var view = this;
            var tensors = new List<Tensor?>();
            long dimension = 0;
            foreach (var index in indices)
            {
                switch (index.Kind)
                {
                    case TensorIndex.IndexKind.Single:
                        view = Step(view, view.select(dimension, index.Start!.Value));
                        break;
                    case TensorIndex.IndexKind.Slice:
                        if (index.Start is not null || index.Stop is not null || index.Every is not null)
                            view = Step(view, Operator.Of("slice.Tensor(self, dim, start, end, step)").Tensor(view, dimension, index.Start, index.Stop, index.Every ?? 1));
                        tensors.Add(null);
                        dimension++;
                        break;
                    case TensorIndex.IndexKind.Ellipsis:
                        for (var skip = ndim - consumed; skip > 0; skip--, dimension++)
                            tensors.Add(null);
                        break;
                    case TensorIndex.IndexKind.None:
                        view = Step(view, view.unsqueeze(dimension));
                        tensors.Add(null);
                        dimension++;
                        break;
                    default:
                        tensors.Add(index.Selection);
                        dimension++;
                        break;
                }
            }

            return (ReferenceEquals(view, this) && tensors.TrueForAll(t => t is null) ? alias() : view, tensors.TrueForAll(t => t is null) ? null : [.. tensors]);
        }

        private Tensor Step(Tensor before, Tensor after)
        {
            if (!ReferenceEquals(before, this))
                before.Dispose();
            return after;
        }
    }

    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);

    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);
}
