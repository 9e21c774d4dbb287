namespace Hep.Evaluation.Plots;

/// <summary>A map of a detector, its reconstruction by an autoencoder in the same colours, and the error of each cell, blue where hits are missing and red where there are too many.</summary>
public static class ErrorMapFigure
{
    /// <summary>Draws the three.</summary>
    /// <param name="map">The cells as they were measured, shape [H, W], row 0 at the low end of y.</param>
    /// <param name="reconstruction">What was expected of them, shape [H, W].</param>
    /// <param name="errors">The error of each cell with its sign, such as the pulls of <see cref="Anomaly.PoissonPulls"/>, shape [H, W].</param>
    /// <param name="x">The axis along the columns; null: without coordinates.</param>
    /// <param name="y">The axis along the rows.</param>
    /// <param name="valueLabel">What the cells count, with its unit.</param>
    /// <param name="errorLabel">What the errors are.</param>
    /// <exception cref="ArgumentException">Shapes that differ, or an axis that does not rise.</exception>
    public static Figure Create(
        double[,] map, double[,] reconstruction, double[,] errors, ImageAxis? x = null, ImageAxis? y = null, string valueLabel = "Hits", string errorLabel = "Pull")
    {
        double[][,] shared = [map, reconstruction];
        return ImageFigure.Create(
            [
                new ImagePanel("Measured", map) { Range = shared },
                new ImagePanel("Reconstructed", reconstruction) { Range = shared },
                new ImagePanel("Error", errors) { Scale = ImageScale.Diverging, ValueLabel = errorLabel },
            ],
            new ImageFigureOptions { X = x, Y = y, ValueLabel = valueLabel, HasCommonScale = false });
    }
}
