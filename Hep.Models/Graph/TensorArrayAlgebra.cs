using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>Arithmetic on arrays with tensors. Results belong to the dispose scope around.</summary>
/// <param name="device">Where the tensors live.</param>
internal sealed class TensorArrayAlgebra(Device device) : IArrayAlgebra<Tensor>
{
    public Tensor Constant(string name, double[] values, params ReadOnlySpan<int> dims) => tensor(Array.ConvertAll(values, value => (float)value), Shape(dims)).to(ScalarType.Float64, device);

    public Tensor Columns(Tensor values, ReadOnlySpan<int> columns) => values.index_select(-1, tensor(Array.ConvertAll(columns.ToArray(), column => (long)column)).to(device));

    public Tensor Add(Tensor a, Tensor b) => a + b;

    public Tensor Subtract(Tensor a, Tensor b) => a - b;

    public Tensor Multiply(Tensor a, Tensor b) => a * b;

    public Tensor Divide(Tensor a, Tensor b) => a / b;

    public Tensor Min(Tensor a, Tensor b) => a.minimum(b);

    public Tensor Max(Tensor a, Tensor b) => a.maximum(b);

    public Tensor Sqrt(Tensor a) => a.sqrt();

    public Tensor Sin(Tensor a) => a.sin();

    public Tensor Log(Tensor a) => a.log();

    public Tensor Exp(Tensor a) => a.exp();

    public Tensor Join(params ReadOnlySpan<Tensor> values) => cat(values.ToArray(), -1);

    public Tensor Floor(Tensor a) => a.floor();

    public Tensor Power(Tensor a, Tensor exponent) => a.pow(exponent);

    public Tensor Less(Tensor a, Tensor b) => a.lt(b);

    public Tensor Where(Tensor truth, Tensor then, Tensor otherwise) => where(truth, then, otherwise);

    public Tensor Product(Tensor a, Tensor b) => a.matmul(b);

    public Tensor Sum(Tensor a, int axis) => a.sum(axis, keepdim: true);

    public Tensor Largest(Tensor a, int axis) => a.amax(axis).unsqueeze(axis);

    public Tensor Shape(Tensor a, params ReadOnlySpan<int> dims) => a.reshape([a.shape[0], .. Shape(dims)]);

    public Tensor Gather(Tensor values, Tensor places) => values.gather(1, places.to(ScalarType.Int64));

    private static long[] Shape(ReadOnlySpan<int> dims) => Array.ConvertAll(dims.ToArray(), size => (long)size);
}
