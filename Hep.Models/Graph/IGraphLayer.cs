namespace Hep.Models;

/// <summary>A layer that writes its own part of the inference graph; it must compute what its forward pass computes.</summary>
public interface IGraphLayer
{
    /// <summary>Adds the layer's nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">The name of the layer's input.</param>
    /// <returns>The name of its output.</returns>
    string Emit(IGraph graph, string input);
}
