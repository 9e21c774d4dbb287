namespace Hep.Data;

/// <summary>Angles around the beam.</summary>
internal static class AzimuthAlgebra
{
    /// <summary>The angle in (-pi, pi]: x - 2 pi ceil((x - pi) / 2 pi), with ceil(y) = -floor(-y).</summary>
    public static T Wrap<T>(this IColumnAlgebra<T> algebra, T angle)
        where T : class
    {
        var turn = algebra.Row([2 * Math.PI]);
        var turns = algebra.Combine(ColumnOperation.Divide, algebra.Combine(ColumnOperation.Subtract, algebra.Row([Math.PI]), angle), turn);
        return algebra.Combine(ColumnOperation.Add, angle, algebra.Combine(ColumnOperation.Multiply, algebra.Map(ColumnFunction.Floor, turns), turn));
    }
}
