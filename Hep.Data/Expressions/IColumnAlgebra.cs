namespace Hep.Data;

/// <summary>
/// Arithmetic on matrices of events and columns, [N, F]. What is computed from features (a derived column, a preprocessing step) is written once, against this
/// interface, and runs on plain arrays, on tensors and as nodes of an inference graph: the three cannot drift apart. As in NumPy, an axis of length one
/// is stretched: constants are [1, F] or [1, 1], single columns [N, 1]. Numbers are floats; truths are matrices too, of whatever type the
/// implementation takes for them.
/// </summary>
/// <typeparam name="T">A matrix: an array with its shape, a tensor, the name of a value in a graph.</typeparam>
public interface IColumnAlgebra<T>
    where T : class
{
    /// <summary>Constant numbers, [1, F]; an implementation in single precision rounds them.</summary>
    T Row(ReadOnlySpan<double> values);

    /// <summary>Some columns, in the order given; a column may come twice: [N, F] to [N, K].</summary>
    T Pick(T matrix, ReadOnlySpan<int> columns);

    /// <summary>Columns side by side: [N, A], [N, B], ... to [N, A + B + ...]. The parts are all numbers or all truths, and none is a constant row.</summary>
    T Join(ReadOnlySpan<T> parts);

    /// <summary>A function of one number, element by element.</summary>
    T Map(ColumnFunction function, T a);

    /// <summary>An operation on two numbers, element by element; comparisons give truths, and are false where a number is NaN.</summary>
    T Combine(ColumnOperation operation, T a, T b);

    /// <summary>A truth: the number is infinite. It is false for NaN.</summary>
    T IsInfinite(T a);

    /// <summary>True where both are.</summary>
    T And(T a, T b);

    /// <summary>True where one is.</summary>
    T Or(T a, T b);

    /// <summary>True where it is not.</summary>
    T Not(T a);

    /// <summary>Where the truth holds the first, elsewhere the second number; the other one may be NaN or infinite.</summary>
    T Where(T truth, T then, T otherwise);

    /// <summary>1 where it is true, elsewhere 0.</summary>
    T Number(T truth);
}
