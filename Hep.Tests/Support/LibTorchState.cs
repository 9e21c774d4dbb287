using Xunit;

namespace Hep.Tests.Support;

/// <summary>Tests that use what a process has once, libtorch's default generator and its number of threads: they run one at a time, after all others.</summary>
[CollectionDefinition(nameof(LibTorchState), DisableParallelization = true)]
public sealed class LibTorchState;
