using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>The keys of <c>model.name: cnn</c>: one reader and one writer an architecture and a block.</summary>
internal static class CnnCards
{
    private const string ArchitectureKey = "architecture";
    private const string BlocksKey = "blocks";
    private const int MostBlocks = 1000;
    private const int MostUnits = 65_536;
    private const int MostWidth = 4096;
    private const int MostCells = 1024;

    private static NameTable<Func<CardReader, CnnArchitecture>> Architectures { get; } = new()
    {
        { "convnet", reader => new CnnArchitecture.ConvNet { Width = reader.Int("width", new CnnArchitecture.ConvNet().Width, 1, MostWidth) } },
        { "maxout", _ => new CnnArchitecture.Maxout() },
        { "lenet", _ => new CnnArchitecture.LeNet() },
        { "vgg", ReadVgg },
        { "resnet", ReadResNet },
        { "inception", ReadInception },
        { "custom", _ => new CnnArchitecture.Custom([]) },
    };

    private static NameTable<Func<CardReader, IEnumerable<CnnBlock>>> Blocks { get; } = new()
    {
        { "convolution", reader => Mapping(reader, "convolution", "channels, kernel, stride and padding", ReadConvolution) },
        { "pooling", reader => Mapping(reader, "pooling", "size, kind and stride", ReadPooling) },
        { "local_response", reader => Mapping(reader, "local_response", "size, alpha, beta and offset", ReadLocalResponse) },
        { "residual", reader => Mapping(reader, "residual", "channels, count, stride and bottleneck", ReadResidual) },
        { "inception", reader => Mapping(reader, "inception", "one, three_reduced, three, five_reduced, five and pooled", ReadInceptionBlock) },
        { "maxout", reader => Mapping(reader, "maxout", "units and pieces", ReadMaxout) },
        { "dropout", reader => [new CnnBlock.Dropout(reader.Double("dropout", null, Interval.BelowOne))] },
        { "dropout2d", reader => [new CnnBlock.Dropout2d(reader.Double("dropout2d", null, Interval.BelowOne))] },
    };

    public static CnnOptions Read(CardReader reader)
    {
        var architecture = reader.Variant(ArchitectureKey, Architectures, new CnnArchitecture.ConvNet());
        var hasBlocks = !reader.IsAbsent(BlocksKey);
        if (architecture is CnnArchitecture.Custom && !hasBlocks)
            reader.Refuse(ArchitectureKey, $"found custom without {BlocksKey}, expected a list of {BlocksKey} beside it");
        var preset = CnnOptions.Of(architecture);
        return new()
        {
            Architecture = hasBlocks ? new CnnArchitecture.Custom(reader.Items(BlocksKey, Blocks, [], MostBlocks)) : architecture,
            GlobalAverage = reader.Bool("global_average", preset.GlobalAverage),
            Hidden = reader.Ints("hidden", preset.Hidden, 1, MostUnits, least: 0, most: 64),
            Dropout = reader.Double("dropout", preset.Dropout, Interval.BelowOne),
            Activation = reader.Choice("activation", CardNames.Activations, preset.Activation),
            Normalization = reader.Choice("normalization", CardNames.ImageNormalizations, preset.Normalization),
        };
    }

    public static void Write(CardWriter writer, CnnOptions options)
    {
        writer.Section(ArchitectureKey, section => Write(section, options.Architecture));
        if (options.Architecture is CnnArchitecture.Custom custom)
            writer.Items(BlocksKey, custom.Blocks, _ => null, Write);
        else
            writer.Text(BlocksKey, null);
        writer.Bool("global_average", options.GlobalAverage);
        writer.Ints("hidden", options.Hidden);
        writer.Double("dropout", options.Dropout);
        writer.Choice("activation", CardNames.Activations, options.Activation);
        writer.Choice("normalization", CardNames.ImageNormalizations, options.Normalization);
    }

    private static void Write(CardWriter writer, CnnArchitecture architecture)
    {
        writer.Text("name", architecture.Name);
        switch (architecture)
        {
            case CnnArchitecture.ConvNet convnet:
                writer.Int("width", convnet.Width);
                break;
            case CnnArchitecture.Vgg vgg:
                writer.Int("width", vgg.Width);
                writer.Int("stages", vgg.Stages);
                break;
            case CnnArchitecture.ResNet resnet:
                writer.Int("depth", resnet.Depth);
                writer.Int("width", resnet.Width);
                writer.Int("stages", resnet.Stages);
                break;
            case CnnArchitecture.Inception inception:
                writer.Int("width", inception.Width);
                writer.Int("modules", inception.Modules);
                break;
            default:
                break;
        }
    }

    private static void Write(CardWriter writer, CnnBlock block)
    {
        switch (block)
        {
            case CnnBlock.Dropout dropout:
                writer.Double(block.Name, dropout.Probability);
                break;
            case CnnBlock.Dropout2d dropout:
                writer.Double(block.Name, dropout.Probability);
                break;
            default:
                writer.Section(block.Name, section => WriteKeys(section, block));
                break;
        }
    }

    private static void WriteKeys(CardWriter writer, CnnBlock block)
    {
        switch (block)
        {
            case CnnBlock.Convolution convolution:
                writer.Int("channels", convolution.Channels);
                writer.Int("kernel", convolution.Kernel);
                writer.Int("stride", convolution.Stride);
                writer.Int("padding", convolution.Padding, "same");
                break;
            case CnnBlock.Pooling pooling:
                writer.Int("size", pooling.Size);
                writer.Choice("kind", CardNames.PoolingKinds, pooling.Kind);
                writer.Int("stride", pooling.Stride, "size");
                break;
            case CnnBlock.LocalResponse response:
                writer.Int("size", response.Size);
                writer.Double("alpha", response.Alpha);
                writer.Double("beta", response.Beta);
                writer.Double("offset", response.Offset);
                break;
            case CnnBlock.Residual residual:
                writer.Int("channels", residual.Channels);
                writer.Int("count", residual.Count);
                writer.Int("stride", residual.Stride);
                writer.Bool("bottleneck", residual.Bottleneck);
                break;
            case CnnBlock.Inception inception:
                writer.Int("one", inception.One);
                writer.Int("three_reduced", inception.ThreeReduced);
                writer.Int("three", inception.Three);
                writer.Int("five_reduced", inception.FiveReduced);
                writer.Int("five", inception.Five);
                writer.Int("pooled", inception.Pooled);
                break;
            case CnnBlock.Maxout maxout:
                writer.Int("units", maxout.Units);
                writer.Int("pieces", maxout.Pieces);
                break;
            default:
                throw new ArgumentException($"no run card for a block of type {block.GetType()}", nameof(block));
        }
    }

    private static CnnArchitecture.Vgg ReadVgg(CardReader reader)
    {
        var defaults = new CnnArchitecture.Vgg();
        return new() { Width = reader.Int("width", defaults.Width, 1, MostWidth), Stages = reader.Int("stages", defaults.Stages, 1, CnnArchitecture.Vgg.MostStages) };
    }

    private static CnnArchitecture.ResNet ReadResNet(CardReader reader)
    {
        var defaults = new CnnArchitecture.ResNet();
        var depth = reader.Int("depth", defaults.Depth, 1);
        if (!CnnArchitecture.ResNet.Depths.Contains(depth))
            reader.Refuse("depth", FormattableString.Invariant($"found {depth}, expected one of {string.Join(", ", CnnArchitecture.ResNet.Depths)}"));
        return new()
        {
            Depth = CnnArchitecture.ResNet.Depths.Contains(depth) ? depth : defaults.Depth,
            Width = reader.Int("width", defaults.Width, 1, MostWidth),
            Stages = reader.Int("stages", defaults.Stages, 1, CnnArchitecture.ResNet.MostStages),
        };
    }

    private static CnnArchitecture.Inception ReadInception(CardReader reader)
    {
        var defaults = new CnnArchitecture.Inception();
        var width = reader.Int("width", defaults.Width, 4, MostWidth);
        if (width % 4 != 0)
            reader.Refuse("width", FormattableString.Invariant($"found {width}, expected a multiple of 4: some branches have a quarter of it"));
        return new() { Width = width, Modules = reader.Int("modules", defaults.Modules, 1, 2) };
    }

    private static CnnBlock.Convolution ReadConvolution(CardReader reader) => new(reader.Int("channels", null, 1, MostUnits))
    {
        Kernel = reader.Int("kernel", 3, 1, MostCells),
        Stride = reader.Int("stride", 1, 1, MostCells),
        Padding = reader.IntOr("same", "padding", 0, MostCells),
    };

    private static CnnBlock.Pooling ReadPooling(CardReader reader) => new(reader.Int("size", null, 1, MostCells))
    {
        Kind = reader.Choice("kind", CardNames.PoolingKinds, PoolingKind.Max),
        Stride = reader.IntOr("size", "stride", 1, MostCells),
    };

    private static CnnBlock.LocalResponse ReadLocalResponse(CardReader reader)
    {
        var defaults = new CnnBlock.LocalResponse(5);
        var size = reader.Int("size", defaults.Size, 1, MostCells - 1);
        if (size % 2 == 0)
            reader.Refuse("size", FormattableString.Invariant($"found {size}, expected an odd number: as many neighbours on either side"));
        return new(size)
        {
            Alpha = reader.Double("alpha", defaults.Alpha, Interval.NotNegative),
            Beta = reader.Double("beta", defaults.Beta, Interval.NotNegative),
            Offset = reader.Double("offset", defaults.Offset, Interval.Positive),
        };
    }

    private static CnnBlock.Residual ReadResidual(CardReader reader) => new(reader.Int("channels", null, 1, MostUnits))
    {
        Count = reader.Int("count", 2, 1, 1000),
        Stride = reader.Int("stride", 1, 1, MostCells),
        Bottleneck = reader.Bool("bottleneck", false),
    };

    private static CnnBlock.Inception ReadInceptionBlock(CardReader reader)
    {
        int Maps(string key) => reader.Int(key, null, 1, MostUnits);
        return new(Maps("one"), Maps("three_reduced"), Maps("three"), Maps("five_reduced"), Maps("five"), Maps("pooled"));
    }

    private static CnnBlock.Maxout ReadMaxout(CardReader reader) => new(reader.Int("units", null, 1, MostUnits)) { Pieces = reader.Int("pieces", 5, 2, MostCells) };

    private static IEnumerable<CnnBlock> Mapping(CardReader reader, string key, string keys, Func<CardReader, CnnBlock> read) =>
        reader.Section(key, $"a mapping with the keys {keys}", read) is { } block ? [block] : [];
}
