using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>How events are divided into training, validation and test.</summary>
public abstract record SplitOptions
{
    private SplitOptions()
    {
    }

    private static NameTable<Func<CardReader, SplitOptions>> Kinds { get; } = new()
    {
        { "hash", Hash.Read },
        { "fraction", Fraction.Read },
        { "column", Column.Read },
    };

    internal static SplitOptions Read(CardReader reader) => reader.Kind(Kinds, "by", new Hash());

    internal abstract void Write(CardWriter writer);

    private static (double Train, double Validation, double Test) ReadFractions(CardReader reader)
    {
        var train = reader.Double("train", 0.6, Interval.InsideUnit);
        var validation = reader.Double("validation", 0.2, Interval.InsideUnit);
        var test = reader.Double("test", 0.2, Interval.InsideUnit);
        var sum = train + validation + test;
        if (train > 0 && validation > 0 && test > 0 && Math.Abs(sum - 1) > 1e-9)
            reader.Refuse("train", FormattableString.Invariant($"found train + validation + test = {sum:0.#########}, expected fractions that add up to 1"));
        return (train, validation, test);
    }

    private static void WriteFractions(CardWriter writer, double train, double validation, double test)
    {
        writer.Double("train", train);
        writer.Double("validation", validation);
        writer.Double("test", test);
    }

    /// <summary>
    /// By a hash of the event id: an event stays in its split when others are added to the file, and what belongs to one event stays together.
    /// Needs <see cref="DataSection.EventId"/>.
    /// </summary>
    public sealed record Hash : SplitOptions
    {
        /// <summary>The expected fraction of events in the training split; between 0 and 1. The three add up to 1.</summary>
        public double Train { get; init; } = 0.6;

        /// <summary>The expected fraction of events in the validation split; between 0 and 1.</summary>
        public double Validation { get; init; } = 0.2;

        /// <summary>The expected fraction of events in the test split; between 0 and 1.</summary>
        public double Test { get; init; } = 0.2;

        /// <summary>Goes into the hash together with the event id: another salt, another split.</summary>
        public string Salt { get; init; } = "hep";

        internal static new Hash Read(CardReader reader)
        {
            var (train, validation, test) = ReadFractions(reader);
            return new() { Train = train, Validation = validation, Test = test, Salt = reader.Text("salt", "hep") };
        }

        internal override void Write(CardWriter writer)
        {
            writer.Text("by", "hash");
            WriteFractions(writer, Train, Validation, Test);
            writer.Text("salt", Salt);
        }
    }

    /// <summary>At random with the seed <see cref="DataSection.Seed"/>.</summary>
    public sealed record Fraction : SplitOptions
    {
        /// <summary>The fraction of events in the training split; between 0 and 1. The three add up to 1.</summary>
        public double Train { get; init; } = 0.6;

        /// <summary>The fraction of events in the validation split; between 0 and 1.</summary>
        public double Validation { get; init; } = 0.2;

        /// <summary>The fraction of events in the test split; between 0 and 1.</summary>
        public double Test { get; init; } = 0.2;

        internal static new Fraction Read(CardReader reader)
        {
            var (train, validation, test) = ReadFractions(reader);
            return new() { Train = train, Validation = validation, Test = test };
        }

        internal override void Write(CardWriter writer)
        {
            writer.Text("by", "fraction");
            WriteFractions(writer, Train, Validation, Test);
        }
    }

    /// <summary>By the values of a column: every value is in one list. Validation may be a fraction of the training events instead of values of its own.</summary>
    public sealed record Column : SplitOptions
    {
        /// <summary>The column's name, as in the file.</summary>
        public required string Name { get; init; }

        /// <summary>The values of training events, as in the file; no value is in two lists.</summary>
        public required ValueList<string> Train { get; init; }

        /// <summary>The values of validation events, as in the file; empty with <see cref="HeldOut"/>.</summary>
        public required ValueList<string> Validation { get; init; }

        /// <summary>The values of test events, as in the file.</summary>
        public required ValueList<string> Test { get; init; }

        /// <summary>The values of events that are left out, as in the file.</summary>
        public ValueList<string> Ignore { get; init; } = [];

        /// <summary>What is held out of the training events for validation; null: validation events have values of their own.</summary>
        public HeldOut? HeldOut { get; init; }

        internal static new Column Read(CardReader reader)
        {
            var heldOut = reader.HasMapping("validation") ? reader.Section("validation", "a mapping with the key of_train", Cards.HeldOut.Read) : null;
            var split = new Column
            {
                Name = reader.Text("column", expected: "the name of the column that says which split an event is in"),
                Train = reader.Texts("train", 1000),
                Validation = heldOut is null ? reader.Texts("validation", 1000) : [],
                Test = reader.Texts("test", 1000),
                Ignore = reader.OptionalTexts("ignore", 1000),
                HeldOut = heldOut,
            };
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (key, values) in new[] { ("train", split.Train), ("validation", split.Validation), ("test", split.Test), ("ignore", split.Ignore) })
            {
                if (values.FirstOrDefault(value => !seen.Add(value)) is { } twice)
                    reader.Refuse(key, $"found the value \"{twice}\" twice in train, validation, test and ignore, expected it once");
            }

            return split;
        }

        internal override void Write(CardWriter writer)
        {
            writer.Text("by", "column");
            writer.Text("column", Name);
            writer.Texts("train", Train);
            if (HeldOut is { } heldOut)
                writer.Section("validation", heldOut.Write);
            else
                writer.Texts("validation", Validation);
            writer.Texts("test", Test);
            if (Ignore.Count > 0)
                writer.Texts("ignore", Ignore);
            else
                writer.Text("ignore", null);
        }
    }
}
