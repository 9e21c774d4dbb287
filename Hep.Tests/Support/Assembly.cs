using Xunit;

// libtorch's default generator, number of threads and gradient mode belong to the process: tests that seed, train and time take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
