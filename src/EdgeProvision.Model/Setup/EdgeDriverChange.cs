namespace EdgeProvision.Model;

/// <summary>What has to be changed on a front-end for it to use this project's drivers, or to use them no longer: one file, or one hook.</summary>
/// <param name="Target">The file's path, or the hook's name.</param>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Action">What is done to it.</param>
/// <param name="Difference">The change: of a file as <c>diff -u</c> shows it, of a hook its template.</param>
public sealed record EdgeDriverChange(string Target, EdgeDriverChangeKind Kind, EdgeDriverChangeAction Action, string Difference);
