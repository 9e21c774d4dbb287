namespace Hep.Evaluation.Systematics;

/// <summary>The scored events of a source of systematic uncertainty, varied by one standard deviation up and down: other weights, other scores, or other events.</summary>
public sealed class Variation
{
    /// <summary>Checks and keeps both.</summary>
    /// <param name="name">The name of the source, such as <c>tau_energy_scale</c>.</param>
    /// <param name="up">The events with the source varied up.</param>
    /// <param name="down">The events with the source varied down; null: there are none, and what it does is taken as minus what the variation up does.</param>
    /// <exception cref="InvalidDataException">The weights of a class do not sum to more than 0: a yield that is varied is still a yield.</exception>
    public Variation(string name, BinarySample up, BinarySample? down)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(up);
        (Name, Up, Down) = (name, up, down);
        Require("up", up);
        if (down is not null)
            Require("down", down);
    }

    /// <summary>The name of the source.</summary>
    public string Name { get; }

    /// <summary>The events with the source varied up.</summary>
    public BinarySample Up { get; }

    /// <summary>The events with the source varied down; null for a one-sided source, which is symmetrised.</summary>
    public BinarySample? Down { get; }

    private void Require(string side, BinarySample sample)
    {
        foreach (var (name, sum) in new[] { ("signal", sample.Signal), ("background", sample.Background) })
        {
            if (!(sum.Sum > 0))
                throw new InvalidDataException(FormattableString.Invariant($"systematic '{Name}', {side}: the weights of its {sum.Count} {name} events sum to {sum.Sum:G6}, expected a total above 0 (a yield that is varied is still a yield)"));
        }
    }
}
