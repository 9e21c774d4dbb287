using Hep.Data;
using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>Arithmetic on columns with tensors in single precision; truths are tensors of bool. Results belong to the dispose scope around.</summary>
/// <param name="device">Where the tensors live.</param>
internal sealed class TensorAlgebra(Device device) : IColumnAlgebra<Tensor>
{
    public Tensor Row(ReadOnlySpan<double> values)
    {
        var row = new float[values.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = (float)values[i];
        return tensor(row, [1, row.Length]).to(device);
    }

    public Tensor Pick(Tensor matrix, ReadOnlySpan<int> columns) =>
        matrix.index_select(1, tensor(Array.ConvertAll(columns.ToArray(), column => (long)column)).to(device));

    public Tensor Join(ReadOnlySpan<Tensor> parts) => cat(parts.ToArray(), 1);

    public Tensor Map(ColumnFunction function, Tensor a) => function switch
    {
        ColumnFunction.Negate => a.neg(),
        ColumnFunction.Abs => a.abs(),
        ColumnFunction.Log => a.log(),
        ColumnFunction.Exp => a.exp(),
        ColumnFunction.Sqrt => a.sqrt(),
        ColumnFunction.Sin => a.sin(),
        ColumnFunction.Cos => a.cos(),
        ColumnFunction.Tan => a.tan(),
        ColumnFunction.Sinh => a.sinh(),
        ColumnFunction.Cosh => a.cosh(),
        ColumnFunction.Tanh => a.tanh(),
        ColumnFunction.Floor => a.floor(),
        ColumnFunction.Sign => a.sign(),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "not a function"),
    };

    public Tensor Combine(ColumnOperation operation, Tensor a, Tensor b) => operation switch
    {
        ColumnOperation.Add => a + b,
        ColumnOperation.Subtract => a - b,
        ColumnOperation.Multiply => a * b,
        ColumnOperation.Divide => a / b,
        ColumnOperation.Power => a.pow(b),
        ColumnOperation.Min => a.minimum(b),
        ColumnOperation.Max => a.maximum(b),
        ColumnOperation.Equal => a.eq(b),
        ColumnOperation.Less => a.lt(b),
        ColumnOperation.LessOrEqual => a.le(b),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "not an operation"),
    };

    public Tensor IsInfinite(Tensor a) => a.isinf();

    public Tensor And(Tensor a, Tensor b) => a.logical_and(b);

    public Tensor Or(Tensor a, Tensor b) => a.logical_or(b);

    public Tensor Not(Tensor a) => a.logical_not();

    public Tensor Where(Tensor truth, Tensor then, Tensor otherwise) => where(truth, then, otherwise);

    public Tensor Number(Tensor truth) => truth.to(ScalarType.Float32);
}
