using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.OpenNebula;

namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>
/// The laws, for one kind of operation: something goes wrong with its n-th call to the outside, for every n; then the operation is run
/// again, undisturbed, and the world must be as if nothing had happened.
/// </summary>
internal sealed class Sweep
{
    public required FrontEndRelease Release { get; init; }

    /// <summary>Whether there is EC2 in the world.</summary>
    public bool HasEc2 { get; init; }

    /// <summary>What stands before; nothing when it is null.</summary>
    public Func<TheWorld, Task>? Arrange { get; init; }

    /// <summary>The operation.</summary>
    public required Func<TheWorld, Task<OperationRequest>> Request { get; init; }

    /// <summary>What is wrong with the world afterwards.</summary>
    public required Func<TheWorld, Inventory, IEnumerable<string>> Problems { get; init; }

    /// <summary>An error of the second run that only says that the first has finished the work.</summary>
    public string? DoneCode { get; init; }

    /// <summary>True when running it a third time must change nothing.</summary>
    public bool IsIdempotent { get; init; } = true;

    /// <summary>
    /// The next operation of another kind, run before looking when a host did not answer: what could not be sent to it is that one's to send.
    /// </summary>
    public OperationRequest? Next { get; init; }

    /// <summary>Only every so many calls, for a short run.</summary>
    public int Stride { get; init; } = 1;

    public int Offset { get; init; }

    public int Cases { get; private set; }

    public async Task<IReadOnlyList<string>> RunAsync(Interference interference)
    {
        List<string> problems = [];
        for (var index = Offset; ; index += Stride)
        {
            var (ended, found) = await CaseAsync(interference, index);
            problems.AddRange(found);
            if (ended)
                return problems;
            Cases++;
        }
    }

    /// <summary>One case; ended when there is no call of that number.</summary>
    public async Task<(bool Ended, IReadOnlyList<string> Problems)> CaseAsync(Interference interference, int index)
    {
        await using var world = new TheWorld(Release, hasEc2: HasEc2);
        var inventory = new Inventory(world);
        if (Arrange is not null)
            await Arrange(world);
        var request = await Request(world);
        var first = world.Start();
        string? hit = null;
        first.Calls.Decide = (number, name) =>
        {
            if (number != index)
                return Interference.None;
            hit = name;
            return interference;
        };
        List<string> problems = [];
        var account = "";
        try
        {
            try
            {
                await world.RunAsync(() => first.RunAsync(request));
            }
            catch (EdgeException)
            {
                // Told to the user, who runs the command again.
            }

            if (hit is null)
                return (true, []);
            if (Next is not null && hit.StartsWith("host ", StringComparison.Ordinal))
                await world.RunAsync(Next);
            for (var run = 2; run <= (IsIdempotent ? 3 : 2); run++)
            {
                var again = world.Start();
                try
                {
                    var result = await world.RunAsync(() => again.RunAsync(request));
                    if (result!.Failures.Count > 0)
                        problems.Add($"run {run} failed: {string.Join("; ", result.Failures.Select(f => $"{f.StepId} {f.Error.Code}: {f.Error.Message}"))}");
                    else if (run == 3 && result.Operation.Outcome != OperationOutcome.Unchanged)
                        problems.Add($"run 3 was not unchanged but {result.Operation.Outcome}: {string.Join(", ", result.Operation.Steps.Select(s => s.Id))}");
                }
                catch (EdgeException error) when (error.Code == DoneCode)
                {
                    // There is nothing left to do.
                }
                catch (EdgeException error)
                {
                    problems.Add($"run {run} threw {error.Code}: {error.Message}");
                }

                account += $"\n    -- run {run}\n{again.Events.Account()}";
                // What the provider still has to do for it.
                await world.PassAsync(TimeSpan.FromMinutes(3));
                problems.AddRange(Problems(world, inventory).Select(p => $"after run {run}: {p}"));
            }

            problems.AddRange(inventory.ProblemsOfPurchases());
        }
        catch (Exception error) when (error is not EdgeException)
        {
            problems.Add($"{error.GetType().Name}: {error.Message} {error.StackTrace}");
        }

        var log = problems.Count > 0 && Environment.GetEnvironmentVariable("MODELLED_WORLD_TRACE") is not null ? $"\n{first.Events.Account()}{account}" : "";
        return (false, [.. problems.Select(p => $"{interference} {index} ({hit}): {p}{log}")]);
    }
}
