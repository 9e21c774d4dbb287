using Hep.Tests.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Xunit;

namespace Hep.Tests.Bindings;

/// <summary>What the official package does, measured with it, and the binding must do too. These run on either.</summary>
public sealed class OnnxRuntimeTests : IDisposable
{
    private static readonly float[] Event = [0.5f, -1f, 2f];
    private readonly RunOptions _run = new();
    private readonly InferenceSession _session = new(SmallModels.Perceptron().Build(), new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL });
    private readonly float _expected = (float)SmallModels.PerceptronOf(Event);

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    [Fact]
    public void Metadata_are_those_of_the_model()
    {
        Assert.Equal(["features"], _session.InputNames);
        Assert.Equal(["probability"], _session.OutputNames);
        var input = _session.InputMetadata["features"];
        Assert.Equal([-1, 3], input.Dimensions);
        Assert.Equal(["batch", ""], input.SymbolicDimensions);
        Assert.Equal((typeof(float), TensorElementType.Float, true, false), (input.ElementType, input.ElementDataType, input.IsTensor, input.IsString));
        Assert.Equal("hep", _session.ModelMetadata.ProducerName);
        Assert.Equal("perceptron", _session.ModelMetadata.GraphName);
        Assert.Equal(long.MaxValue, _session.ModelMetadata.Version);
        Assert.Equal("", _session.ModelMetadata.Description);
        Assert.Equal("run-7", _session.ModelMetadata.CustomMetadataMap["hep.run_id"]);
        Assert.Contains("Δφ", System.Text.RegularExpressions.Regex.Unescape(_session.ModelMetadata.CustomMetadataMap["hep.features"]));
    }

    [Fact]
    public void Defaults_of_the_options_are_those_of_the_package()
    {
        using var options = new SessionOptions();
        Assert.Equal(GraphOptimizationLevel.ORT_ENABLE_ALL, options.GraphOptimizationLevel);
        Assert.Equal(ExecutionMode.ORT_SEQUENTIAL, options.ExecutionMode);
        Assert.Equal((true, true, false), (options.EnableCpuMemArena, options.EnableMemoryPattern, options.EnableProfiling));
        Assert.Equal((0, 0, 0, ""), (options.IntraOpNumThreads, options.InterOpNumThreads, options.LogVerbosityLevel, options.LogId));
        Assert.Equal(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, options.LogSeverityLevel);
        Assert.Equal("onnxruntime_profile_", options.ProfileOutputPathPrefix);
    }

    [Fact]
    public void Every_option_is_accepted_and_the_optimised_model_and_the_profile_are_written()
    {
        using var model = new TemporaryModel(SmallModels.Perceptron());
        var optimised = Path.Combine(model.Folder, "optimised.onnx");
        using var options = new SessionOptions
        {
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            EnableProfiling = true,
            ProfileOutputPathPrefix = Path.Combine(model.Folder, "profile"),
            ExecutionMode = ExecutionMode.ORT_PARALLEL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            InterOpNumThreads = 1,
            IntraOpNumThreads = 1,
            LogId = "test",
            LogVerbosityLevel = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            OptimizedModelFilePath = optimised,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddFreeDimensionOverrideByName("batch", 1);
        using var session = new InferenceSession(model.File, options);
        Assert.True(session.ProfilingStartTimeNs > 0);
        Assert.Equal([1, 3], session.InputMetadata["features"].Dimensions);
        using var input = OrtValue.CreateTensorValueFromMemory(Event, [1, 3]);
        using var outputs = session.Run(_run, ["features"], [input], ["probability"]);
        Assert.Equal(_expected, outputs[0].GetTensorDataAsSpan<float>()[0], 1e-6f);
        Assert.True(File.Exists(session.EndProfiling()));
        Assert.True(File.Exists(optimised));
    }

    [Fact]
    public void Run_makes_outputs_or_fills_those_given()
    {
        using var input = OrtValue.CreateTensorValueFromMemory(Event, [1, 3]);
        using var made = _session.Run(_run, ["features"], [input], ["probability"]);
        Assert.Equal(_expected, made[0].GetTensorDataAsSpan<float>()[0], 1e-6f);

        using var byName = _session.Run(_run, new Dictionary<string, OrtValue> { ["features"] = input }, ["probability"]);
        Assert.Equal(_expected, byName[0].GetTensorDataAsSpan<float>()[0], 1e-6f);

        var result = new float[1];
        using var output = OrtValue.CreateTensorValueFromMemory(result, [1, 1]);
        _session.Run(_run, ["features"], [input], ["probability"], [output]);
        Assert.Equal(_expected, result[0], 1e-6f);

        result[0] = 0;
        _session.Run(null, new LinkedList<string>(["features"]), [input], new List<string> { "probability" }, new List<OrtValue> { output });
        Assert.Equal(_expected, result[0], 1e-6f);
    }

    [Fact]
    public void A_value_over_memory_copies_nothing()
    {
        var data = new float[3];
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data.AsMemory(), [1, 3]);
        Event.CopyTo(data, 0);
        using var outputs = _session.Run(_run, ["features"], [input], ["probability"]);
        Assert.Equal(_expected, outputs[0].GetTensorDataAsSpan<float>()[0], 1e-6f);
    }

    [Fact]
    public void Values_know_their_type_shape_and_memory()
    {
        using var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Double, [2, 0, 3]);
        Assert.Equal(0, value.GetTensorTypeAndShape().ElementCount);
        using var numbers = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Int64, [2, 3]);
        numbers.GetTensorMutableDataAsSpan<long>().Fill(7);
        var info = numbers.GetTensorTypeAndShape();
        Assert.Equal((TensorElementType.Int64, 2, 6L, false), (info.ElementDataType, info.DimensionsCount, info.ElementCount, info.IsString));
        Assert.Equal([2, 3], info.Shape);
        Assert.Equal(48, numbers.GetTensorSizeInBytes());
        Assert.Equal(7, numbers.GetTensorMutableRawData()[40]);
        Assert.Equal((true, false, OnnxValueType.ONNX_TYPE_TENSOR), (numbers.IsTensor, numbers.IsSparseTensor, numbers.OnnxType));
        using var memory = numbers.GetTensorMemoryInfo();
        Assert.Equal(("Cpu", 0, OrtMemType.Default), (memory.Name, memory.Id, memory.GetMemoryType()));
        Assert.Throws<OnnxRuntimeException>(() => numbers.GetTensorDataAsSpan<float>().Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => OrtValue.CreateTensorValueFromMemory(new float[2], [-1, 2]));
        Assert.StartsWith("[ErrorCode:InvalidArgument] ", Assert.Throws<OnnxRuntimeException>(() => OrtValue.CreateTensorValueFromMemory(new float[2], [3])).Message);
        using var prefix = OrtValue.CreateTensorValueFromMemory(new float[] { 1, 2, 3 }, [2]);
        Assert.Equal([1f, 2f], prefix.GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public unsafe void A_value_over_foreign_memory_looks_at_it()
    {
        var numbers = stackalloc float[2] { 3, 4 };
        using var value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, [2], (nint)numbers, 8);
        numbers[1] = 5;
        Assert.Equal([3f, 5f], value.GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Bound_values_are_used_run_after_run_without_memory()
    {
        var data = new float[3];
        var result = new float[1];
        using var input = OrtValue.CreateTensorValueFromMemory(data, [1, 3]);
        using var output = OrtValue.CreateTensorValueFromMemory(result, [1, 1]);
        using var binding = _session.CreateIoBinding();
        binding.BindInput("features", input);
        binding.BindOutput("probability", output);
        _session.RunWithBinding(_run, binding);
        Event.CopyTo(data, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            _session.RunWithBinding(_run, binding);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(_expected, result[0], 1e-6f);
    }

    [Fact]
    public void Outputs_bound_to_a_device_are_made_by_the_run()
    {
        using var input = OrtValue.CreateTensorValueFromMemory(Event, [1, 3]);
        using var binding = _session.CreateIoBinding();
        binding.BindInput("features", input);
        binding.BindOutputToDevice("probability", OrtMemoryInfo.DefaultInstance);
        binding.SynchronizeBoundInputs();
        using var values = _session.RunWithBoundResults(_run, binding);
        binding.SynchronizeBoundOutputs();
        Assert.Equal(["probability"], binding.GetOutputNames());
        Assert.Equal(_expected, Assert.Single(values).GetTensorDataAsSpan<float>()[0], 1e-6f);
        using var named = _session.RunWithBindingAndNames(_run, binding);
        Assert.Equal(("probability", _expected), (named[0].Name, MathF.Round(named[0].AsTensor<float>()[0, 0], 6)), Comparer);
        binding.ClearBoundOutputs();
        Assert.Empty(binding.GetOutputNames());
        binding.ClearBoundInputs();
        Assert.Throws<OnnxRuntimeException>(() => _session.RunWithBinding(_run, binding));
    }

    [Fact]
    public void Named_values_go_in_and_out()
    {
        var tensor = new DenseTensor<float>(Event, [1, 3]);
        using var outputs = _session.Run([NamedOnnxValue.CreateFromTensor("features", tensor)]);
        var output = Assert.Single(outputs);
        Assert.Equal(TensorElementType.Float, output.ElementType);
        Assert.Equal(_expected, output.AsTensor<float>()[0, 0], 1e-6f);
        Assert.Equal(_expected, Assert.Single(output.AsEnumerable<float>()), 1e-6f);
        Assert.Null(output.AsTensor<double>());

        var result = new DenseTensor<float>([1, 1]);
        _session.Run([NamedOnnxValue.CreateFromTensor("features", tensor)], [NamedOnnxValue.CreateFromTensor("probability", result)]);
        Assert.Equal(_expected, result.GetValue(0), 1e-6f);

        using var fromOutput = _session.Run([NamedOnnxValue.CreateFromTensor("features", new[,] { { 1f, 2f, 3f } }.ToTensor())], ["probability"]);
        Assert.Equal(SmallModels.PerceptronOf([1f, 2f, 3f]), fromOutput[0].AsTensor<float>().GetValue(0), 1e-6);
    }

    [Fact]
    public void Tensors_index_by_strides()
    {
        var tensor = new DenseTensor<int>(new[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);
        Assert.Equal([3, 1], tensor.Strides.ToArray());
        Assert.Equal(6, tensor[1, 2]);
        tensor[0, 1] = 20;
        Assert.Equal(20, tensor.Buffer.Span[1]);
        Assert.Equal(20, tensor.Reshape([3, 2])[0, 1]);
        var copy = tensor.Clone();
        copy.Fill(0);
        Assert.Equal([1, 20, 3, 4, 5, 6], tensor);
        Assert.Throws<IndexOutOfRangeException>(() => tensor[2, 0]);
        Assert.Throws<ArgumentException>(() => new DenseTensor<int>(new int[5], [2, 3]));
        var columns = new DenseTensor<float>([1, 3], reverseStride: true);
        Assert.Equal([1, 1], columns.Strides.ToArray());
        Assert.Throws<NotSupportedException>(() => _session.Run([NamedOnnxValue.CreateFromTensor("features", columns)]));
    }

    [Fact]
    public void Errors_carry_the_runtime_s_code_and_text()
    {
        using var input = OrtValue.CreateTensorValueFromMemory(Event, [1, 3]);
        using var flat = OrtValue.CreateTensorValueFromMemory(Event, [3]);
        using var doubles = OrtValue.CreateTensorValueFromMemory(new double[3], [1, 3]);
        using var wide = OrtValue.CreateTensorValueFromMemory(new float[2], [1, 2]);
        string Message(string name, OrtValue value, string output) => Assert.Throws<OnnxRuntimeException>(() => _session.Run(_run, [name], [value], [output])).Message;

        Assert.Equal("[ErrorCode:InvalidArgument] Input name: 'q' is not in the metadata", Message("q", input, "probability"));
        Assert.Equal("[ErrorCode:InvalidArgument] Output name: 'z' is not in the metadata", Message("features", input, "z"));
        Assert.StartsWith("[ErrorCode:InvalidArgument] Got invalid dimensions for input: features", Message("features", wide, "probability"));
        Assert.StartsWith("[ErrorCode:InvalidArgument] Invalid rank for input: features Got: 1 Expected: 2", Message("features", flat, "probability"));
        Assert.Equal("[ErrorCode:InvalidArgument] Unexpected input data type. Actual: (tensor(double)) , expected: (tensor(float))", Message("features", doubles, "probability"));
        Assert.Equal(
            "[ErrorCode:InvalidArgument] Tensor element data type discovered: Double metadata expected: Float",
            Assert.Throws<OnnxRuntimeException>(() => _session.Run([NamedOnnxValue.CreateFromTensor("features", new DenseTensor<double>([1, 3]))])).Message);
        Assert.Throws<ArgumentException>(() => _session.Run(_run, ["features"], [input], ["probability"], []));
        Assert.StartsWith("[ErrorCode:NoSuchFile] ", Assert.Throws<OnnxRuntimeException>(() => new InferenceSession("no-such-file.onnx")).Message);
        Assert.StartsWith("[ErrorCode:InvalidProtobuf] ", Assert.Throws<OnnxRuntimeException>(() => new InferenceSession([1, 2, 3])).Message);
        using var stopped = new RunOptions { Terminate = true, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        Assert.Equal("[ErrorCode:Fail] Exiting due to terminate flag being set to true.", Assert.Throws<OnnxRuntimeException>(() => _session.Run(stopped, ["features"], [input], ["probability"])).Message);
        stopped.Terminate = false;
        using var outputs = _session.Run(stopped, ["features"], [input], ["probability"]);
    }

    [Fact]
    public void The_environment_knows_its_version_and_providers()
    {
        Assert.True(OrtEnv.IsCreated);
        Assert.True(Version.Parse(OrtEnv.Instance().GetVersionString()) >= new Version(1, 14));
        Assert.Contains("CPUExecutionProvider", OrtEnv.Instance().GetAvailableProviders());
        Assert.Equal(OrtMemoryInfo.DefaultInstance, OrtMemoryInfo.DefaultInstance);
    }

    private static readonly IEqualityComparer<(string, float)> Comparer =
        EqualityComparer<(string, float)>.Create((a, b) => a.Item1 == b.Item1 && MathF.Abs(a.Item2 - b.Item2) < 2e-6f, _ => 0);
}
