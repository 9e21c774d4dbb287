namespace Hep.Models;

/// <summary>
/// The arithmetic that preprocesses images and tracks, so that it is written once and computed with tensors or as nodes of a graph; values are in double precision, [B, n] or [B, n, m],
/// and combine element by element, an axis of 1 with all of another's.
/// </summary>
/// <typeparam name="T">A value.</typeparam>
internal interface IArrayAlgebra<T>
{
    /// <summary>Constants of a shape.</summary>
    T Constant(string name, double[] values, params ReadOnlySpan<int> dims);

    /// <summary>Some columns, of the last axis, of [B, n] or [B, m, n].</summary>
    T Columns(T values, ReadOnlySpan<int> columns);

    T Add(T a, T b);

    T Subtract(T a, T b);

    T Multiply(T a, T b);

    T Divide(T a, T b);

    T Min(T a, T b);

    T Max(T a, T b);

    T Sqrt(T a);

    T Sin(T a);

    T Log(T a);

    T Exp(T a);

    T Floor(T a);

    /// <summary>Numbers of 0 or more to a power.</summary>
    T Power(T a, T exponent);

    /// <summary>Whether a is below b.</summary>
    T Less(T a, T b);

    /// <summary>The one value where a truth holds, the other elsewhere.</summary>
    T Where(T truth, T then, T otherwise);

    /// <summary>The product of matrices over the last two axes.</summary>
    T Product(T a, T b);

    /// <summary>Values side by side along the last axis.</summary>
    T Join(params ReadOnlySpan<T> values);

    /// <summary>The sum along an axis, which stays with length 1.</summary>
    T Sum(T a, int axis);

    /// <summary>The largest value along an axis, which stays with length 1.</summary>
    T Largest(T a, int axis);

    /// <summary>The same numbers event by event in another shape, [B, dims...].</summary>
    T Shape(T a, params ReadOnlySpan<int> dims);

    /// <summary>Of each event the values at some places, both [B, n]; the places are whole numbers.</summary>
    T Gather(T values, T places);
}
