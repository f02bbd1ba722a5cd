// The clock moves when the thread pool has nothing left to run: another test's work would hold it up.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
