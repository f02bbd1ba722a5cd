using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>Gathers steps in an order in which each stands after those that it depends on.</summary>
internal sealed class PlanBuilder
{
    private readonly List<PlannedStep> _steps = [];

    public IReadOnlyList<PlannedStep> Steps => _steps;

    /// <summary>Adds a step and answers its id. Dependencies that are no steps of this plan are fulfilled already and fall away.</summary>
    public string Add(StepKind kind, string id, string target, string text, PlanEffect effect, params IEnumerable<string?> dependsOn)
    {
        _steps.Add(new PlannedStep(new PlanStep(id, kind.ToString(), target, text, effect, Known(dependsOn)), kind));
        return id;
    }

    /// <summary>Adds a step of a host's pipeline and answers its id.</summary>
    public string AddForHost(StepKind kind, string hostKey, string verb, string text, PlanEffect effect, params IEnumerable<string?> dependsOn)
    {
        var id = $"host/{hostKey}/{verb}";
        _steps.Add(new PlannedStep(new PlanStep(id, kind.ToString(), hostKey, text, effect, Known(dependsOn)) { HostKey = hostKey }, kind));
        return id;
    }

    /// <summary>Changes the step that was added last.</summary>
    public void Last(Func<PlannedStep, PlannedStep> change) => _steps[^1] = change(_steps[^1]);

    /// <summary>Changes steps that stand already.</summary>
    public void Change(Func<PlannedStep, bool> which, Func<PlannedStep, PlannedStep> change)
    {
        for (var i = 0; i < _steps.Count; i++)
        {
            if (which(_steps[i]))
                _steps[i] = change(_steps[i]);
        }
    }

    /// <summary>Changes steps and puts them behind all others, in their order: what they now wait for may have been added after them.</summary>
    public void MoveToEnd(Func<PlannedStep, bool> which, Func<PlannedStep, PlannedStep> change)
    {
        var moved = _steps.Where(which).Select(change).ToList();
        _steps.RemoveAll(s => which(s));
        _steps.AddRange(moved);
    }

    public bool Contains(string id) => _steps.Any(s => s.Id == id);

    private List<string> Known(IEnumerable<string?> ids) => [.. ids.OfType<string>().Distinct().Where(Contains)];
}
