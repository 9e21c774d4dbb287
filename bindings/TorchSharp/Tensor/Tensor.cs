using System.Runtime.CompilerServices;
using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array of libtorch's. Owned by the dispose scope that is open on its thread, if any.</summary>
    public partial class Tensor : IDisposable
    {
        private TensorHandle? handle;

        internal Tensor(nint owned, int kib)
        {
            handle = new TensorHandle(owned, kib);
            DisposeScopeManager.Register(this);
        }

        /// <summary>Takes the handle over: the source becomes invalid.</summary>
        private protected Tensor(Tensor source)
        {
            handle = source.handle ?? throw Disposed();
            source.handle = null;
            source.OwningScope?.Forget(source);
            DisposeScopeManager.Count(created: true, inScope: false);
            DisposeScopeManager.CountDisposal(inScope: false);
        }

        public IntPtr Handle => Raw;

        public bool IsInvalid => handle is null;

        public string? name { get; set; } = "";

        public long Dimensions => Facts().Dimensions;

        public long ndim => Facts().Dimensions;

        public long NumberOfElements => Facts().Elements;

        public long ElementSize => Facts().ElementSize;

        public ScalarType dtype => (ScalarType)Facts().Dtype;

        public DeviceType device_type => (DeviceType)Facts().DeviceType;

        public int device_index => Facts().DeviceIndex;

        public Device device
        {
            get
            {
                var facts = Facts();
                return new Device((DeviceType)facts.DeviceType, facts.DeviceIndex);
            }
        }

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_sparse => Facts().IsSparse;

        public bool is_leaf => Facts().IsLeaf;

        public long[] shape => size();

        public bool requires_grad
        {
            get => Facts().RequiresGrad;
            set
            {
                NativeMethods.Check(NativeMethods.hep_tensor_set_requires_grad(Raw, value));
                GC.KeepAlive(this);
            }
        }

        /// <summary>The gradient, or null where there is none. Every read gives a new handle on the same values.</summary>
        public unsafe Tensor? grad
        {
            get
            {
                nint found;
                NativeMethods.Check(NativeMethods.hep_tensor_grad(Raw, &found));
                GC.KeepAlive(this);
                return found == 0 ? null : Own(found, 0);
            }

            set
            {
                NativeMethods.Check(NativeMethods.hep_tensor_set_grad(Raw, value is null ? 0 : value.Raw));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        /// <summary>The elements as bytes, without a copy; for contiguous tensors in the CPU's memory.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                var facts = Addressable();
                return new Span<byte>((void*)facts.Data, checked((int)(facts.Elements * facts.ElementSize)));
            }

            set
            {
                var target = bytes;
                if (value.Length != target.Length)
                    throw new ArgumentException($"{value.Length} bytes given for a tensor of {target.Length}");
                value.CopyTo(target);
            }
        }

        internal DisposeScope? OwningScope { get; set; }

        internal int ScopeIndex { get; set; } = -1;

        internal nint Raw
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => handle is { } owned ? owned.DangerousGetHandle() : throw Disposed();
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle is not { } owned)
                return;
            handle = null;
            DisposeScopeManager.CountDisposal(OwningScope is not null);
            OwningScope?.Forget(this);
            owned.Dispose();
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            DisposeScope.Move(this, other);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other)
        {
            DisposeScope.Move(this, other.OwningScope);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningScope?.Detach(this);
            return this;
        }

        public long dim() => Facts().Dimensions;

        public long numel() => Facts().Elements;

        public long element_size() => Facts().ElementSize;

        public unsafe long[] size()
        {
            var sizes = new long[Facts().Dimensions];
            fixed (long* first = sizes)
                NativeMethods.Check(NativeMethods.hep_tensor_shape(Raw, first, null));
            GC.KeepAlive(this);
            return sizes;
        }

        public long size(int dim) => Sized(size(), dim);

        public unsafe long[] stride()
        {
            var sizes = new long[Facts().Dimensions];
            var strides = new long[sizes.Length];
            fixed (long* first = sizes, step = strides)
                NativeMethods.Check(NativeMethods.hep_tensor_shape(Raw, first, step));
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim) => Sized(stride(), dim);

        public bool is_contiguous() => Facts().IsContiguous;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public void retain_grad()
        {
            NativeMethods.Check(NativeMethods.hep_tensor_retain_grad(Raw));
            GC.KeepAlive(this);
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>One value, of exactly the tensor's type.</summary>
        public unsafe T item<T>()
            where T : unmanaged
        {
            var facts = Facts();
            if (facts.Elements != 1)
                throw new ArgumentException($"item() needs a tensor of one element, this one has {facts.Elements}");
            TensorAccessor<T>.RequireType((ScalarType)facts.Dtype);
            if (facts.DeviceType == (int)DeviceType.CPU)
            {
                var value = *(T*)facts.Data;
                GC.KeepAlive(this);
                return value;
            }

            using var local = cpu();
            var copied = *(T*)local.Facts().Data;
            GC.KeepAlive(local);
            return copied;
        }

        public Scalar ToScalar() => Operator.Of("item(self)").Number(this);

        public TensorAccessor<T> data<T>()
            where T : unmanaged => new(this);

        public override string ToString() => $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        internal static Tensor Own(nint owned, int kib) => new(owned, kib);

        internal unsafe TensorFacts Facts()
        {
            TensorFacts facts;
            NativeMethods.Check(NativeMethods.hep_tensor_facts(Raw, &facts));
            GC.KeepAlive(this);
            return facts;
        }

        internal TensorFacts Addressable()
        {
            var facts = Facts();
            if (facts.DeviceType != (int)DeviceType.CPU)
                throw new InvalidOperationException("reading data needs a tensor in the CPU's memory: call cpu() first");
            if (!facts.IsContiguous)
                throw new InvalidOperationException("reading data needs a contiguous tensor: call contiguous() first");
            return facts;
        }

        internal void SetData(Tensor source)
        {
            NativeMethods.Check(NativeMethods.hep_tensor_set_data(Raw, source.Raw));
            GC.KeepAlive(this);
            GC.KeepAlive(source);
        }

        private static long Sized(long[] of, int dim) => of[dim < 0 ? dim + of.Length : dim];

        private static InvalidOperationException Disposed() => new("Tensor invalid -- empty handle: it has been disposed");
    }
}
