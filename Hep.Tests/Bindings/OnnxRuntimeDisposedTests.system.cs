using Hep.Tests.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Xunit;

namespace Hep.Tests.Bindings;

/// <summary>What the binding promises and the official package does not: use after Dispose is an exception, and a run allocates nothing.</summary>
public sealed class OnnxRuntimeDisposedTests
{
    private static InferenceSession Open()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        return new InferenceSession(SmallModels.Perceptron().Build(), options);
    }

    [Fact]
    public void A_disposed_session_throws_from_every_member()
    {
        var session = Open();
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3]);
        using var output = OrtValue.CreateTensorValueFromMemory(new float[1], [1, 1]);
        using var binding = session.CreateIoBinding();
        var named = NamedOnnxValue.CreateFromTensor("features", new DenseTensor<float>([1, 3]));
        session.Dispose();
        session.Dispose();
        Action[] uses =
        [
            () => session.Run(run, ["features"], [input], ["probability"]),
            () => session.Run(run, ["features"], [input], ["probability"], [output]),
            () => session.Run([named]),
            () => session.RunWithBinding(run, binding),
            () => session.RunWithBoundResults(run, binding),
            () => session.CreateIoBinding(),
            () => session.EndProfiling(),
            () => _ = session.ProfilingStartTimeNs,
            () => _ = session.InputMetadata,
            () => _ = session.OutputMetadata,
            () => _ = session.InputNames,
            () => _ = session.OutputNames,
            () => _ = session.ModelMetadata,
            () => _ = new OrtAllocator(session, OrtMemoryInfo.DefaultInstance),
        ];
        Assert.All(uses, use => Assert.Equal(typeof(InferenceSession).FullName, Assert.Throws<ObjectDisposedException>(use).ObjectName));
    }

    [Fact]
    public void A_disposed_value_throws_from_every_member_and_from_every_run()
    {
        using var session = Open();
        using var run = new RunOptions();
        using var binding = session.CreateIoBinding();
        using var output = OrtValue.CreateTensorValueFromMemory(new float[1], [1, 1]);
        var value = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3]);
        binding.BindInput("features", value);
        binding.BindOutput("probability", output);
        value.Dispose();
        value.Dispose();
        Action[] uses =
        [
            () => value.GetTensorDataAsSpan<float>(),
            () => value.GetTensorMutableDataAsSpan<float>(),
            () => value.GetTensorMutableRawData(),
            () => value.GetTensorTypeAndShape(),
            () => value.GetTensorSizeInBytes(),
            () => value.GetTensorMemoryInfo(),
            () => _ = value.IsTensor,
            () => _ = value.OnnxType,
            () => session.Run(run, ["features"], [value], ["probability"]),
            () => session.Run(run, ["features"], [value], ["probability"], [output]),
            () => session.RunWithBinding(run, binding),
            () => binding.BindInput("features", value),
        ];
        Assert.All(uses, use => Assert.Equal(typeof(OrtValue).FullName, Assert.Throws<ObjectDisposedException>(use).ObjectName));
    }

    [Fact]
    public void Disposed_options_bindings_and_infos_throw()
    {
        using var session = Open();
        var run = new RunOptions();
        run.Dispose();
        var options = new SessionOptions();
        options.Dispose();
        var binding = session.CreateIoBinding();
        binding.Dispose();
        var info = new OrtMemoryInfo("Cpu", OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default);
        info.Dispose();
        using var live = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3]);
        Action[] uses =
        [
            () => run.Terminate = true,
            () => run.AddRunConfigEntry("a", "b"),
            () => session.Run(run, ["features"], [value], ["probability"]),
            () => options.IntraOpNumThreads = 2,
            () => options.LogId = "x",
            () => new InferenceSession(SmallModels.Perceptron().Build(), options),
            () => session.RunWithBinding(live, binding),
            () => binding.BindInput("features", value),
            () => binding.GetOutputNames(),
            () => _ = info.Name,
            () => OrtValue.CreateTensorValueFromMemory(info, new float[1].AsMemory(), [1]),
        ];
        Assert.All(uses, use => Assert.Throws<ObjectDisposedException>(use));
    }

    [Fact]
    public void An_output_tensor_throws_once_its_value_is_disposed()
    {
        using var session = Open();
        Tensor<float> kept;
        using (var outputs = session.Run([NamedOnnxValue.CreateFromTensor("features", new DenseTensor<float>([1, 3]))]))
            kept = outputs[0].AsTensor<float>();
        Assert.Throws<ObjectDisposedException>(() => kept[0, 0]);
        Assert.Throws<ObjectDisposedException>(() => session.Run([NamedOnnxValue.CreateFromTensor("features", kept)]));
    }

    [Fact]
    public void What_everybody_shares_survives_being_disposed()
    {
        OrtMemoryInfo.DefaultInstance.Dispose();
        OrtAllocator.DefaultInstance.Dispose();
        using var value = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);
        using var allocated = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [1]);
        Assert.Equal(4, value.GetTensorSizeInBytes() + allocated.GetTensorSizeInBytes() - 4);
    }

    [Fact]
    public void Disposing_while_other_threads_run_ends_in_exceptions_only()
    {
        for (var round = 0; round < 20; round++)
        {
            var session = Open();
            using var run = new RunOptions();
            var input = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3]);
            var runners = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                while (true)
                {
                    try
                    {
                        session.Run(run, ["features"], [input], ["probability"]).Dispose();
                    }
                    catch (ObjectDisposedException)
                    {
                        return true;
                    }
                }
            })).ToArray();
            Thread.Sleep(2);
            if (round % 2 == 0)
                session.Dispose();
            input.Dispose();
            session.Dispose();
            Assert.All(runners, r => Assert.True(r.Result));
        }
    }

    [Fact]
    public void The_collector_releases_what_nobody_disposed_in_any_order()
    {
        for (var i = 0; i < 20; i++)
            Abandon();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var session = Open();
        Assert.Equal(["features"], session.InputNames);

        static void Abandon()
        {
            var session = Open();
            var input = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3]);
            var binding = session.CreateIoBinding();
            binding.BindInput("features", input);
            binding.BindOutputToDevice("probability", OrtMemoryInfo.DefaultInstance);
            session.RunWithBinding(new RunOptions(), binding);
            _ = new OrtAllocator(session, OrtMemoryInfo.DefaultInstance);
        }
    }

    [Fact]
    public void A_run_over_given_outputs_allocates_nothing()
    {
        using var session = Open();
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(new float[3], [1, 3]);
        using var output = OrtValue.CreateTensorValueFromMemory(new float[1], [1, 1]);
        string[] inputNames = ["features"], outputNames = ["probability"];
        OrtValue[] inputs = [input], outputs = [output];
        session.Run(run, inputNames, inputs, outputNames, outputs);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            session.Run(run, inputNames, inputs, outputNames, outputs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
