using Hep.Data;

namespace Hep.Training.Cards;

/// <summary>A feature whose values a source of systematic uncertainty shifts.</summary>
/// <param name="Column">The feature.</param>
/// <param name="Up">Its values with the source varied up: a column of the file, or a formula of columns and features.</param>
/// <param name="Down">Its values with the source varied down; null: the source is one-sided.</param>
public sealed record ShiftedColumn(string Column, ColumnExpression Up, ColumnExpression? Down);
