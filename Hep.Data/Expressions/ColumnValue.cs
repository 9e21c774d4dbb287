namespace Hep.Data;

/// <summary>A column during the evaluation of an expression: numbers or truths, [N, 1], and where there are none.</summary>
/// <param name="Value">The numbers or truths; what stands where they are missing means nothing (of truths it is false).</param>
/// <param name="Missing">A truth: the value is missing; null: it never is.</param>
/// <typeparam name="T">The matrix of an <see cref="IColumnAlgebra{T}"/>.</typeparam>
public readonly record struct ColumnValue<T>(T Value, T? Missing)
    where T : class;
