using Microsoft.Extensions.Time.Testing;
using Moderation.Api.Enforcement.State;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.DispatchRecords;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class EnforcementViewTests
{
    private readonly FakeTimeProvider _time = new(Records.Noon);
    private readonly EnforcementView _view;

    public EnforcementViewTests() => _view = new EnforcementView(_time);

    [Fact]
    public void What_was_never_heard_of_is_silent_and_unknown()
    {
        var response = EnforcementResponse.Of(_view);

        Assert.True(response.IsSilent);
        Assert.Equal((null, null, null), (response.AgeSeconds, response.Held, response.Breakers));
    }

    [Fact]
    public void Five_seconds_without_a_word_are_silence()
    {
        _view.Take(State(Records.Noon), isOld: false);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(_view.IsSilent);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_view.IsSilent);
        Assert.Equal(17, EnforcementResponse.Of(_view).InForce);

        _view.Take(State(_time.GetUtcNow()), isOld: false);
        Assert.False(_view.IsSilent);
    }

    [Fact]
    public void An_old_record_is_no_sign_of_life()
    {
        _view.Take(State(Records.Noon.AddMinutes(-3)), isOld: true);

        Assert.True(_view.IsSilent);
        Assert.Equal(180, EnforcementResponse.Of(_view).AgeSeconds);
    }

    [Fact]
    public void One_whose_clock_is_wrong_and_who_speaks_is_heard()
    {
        _view.Take(State(Records.Noon.AddMinutes(-3)), isOld: false);
        Assert.False(_view.IsSilent);

        _view.Take(State(Records.Noon.AddMinutes(3)), isOld: true);
        Assert.Equal(TimeSpan.Zero, _view.Age);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(_view.IsSilent);
    }

    [Fact]
    public void Read_again_from_the_beginning_the_topic_takes_nothing_back()
    {
        _view.Take(State(Records.Noon), isOld: false);
        _view.Take(State(Records.Noon.AddMinutes(-3)), isOld: true);

        Assert.Equal(Records.Noon, _view.State!.At);
        Assert.False(_view.IsSilent);
    }

    [Fact]
    public void Switches_are_told_as_they_are_set_and_whether_they_are_obeyed()
    {
        var (everything, kind) = (Control(ControlMode.DryRun, Records.Noon), Control(ControlMode.Off, Records.Noon, ControlScope.Kind, "cut_live"));
        _view.Take(everything);
        _view.Take(kind);
        _view.Take(Control(ControlMode.Enforce, Records.Noon, ControlScope.Policy, "minors.host"));
        _view.Take(Control(ControlMode.Off, Records.Noon, ControlScope.Policy, "over") with { Until = Records.Noon.AddSeconds(1) });
        _time.Advance(TimeSpan.FromSeconds(1));
        _view.Take(State(Records.Noon, everything), isOld: false);

        Assert.Equal([(ControlScope.Everything, true), (ControlScope.Kind, false)], _view.Controls().Select(control => (control.Scope, control.IsObeyed)));

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.All(_view.Controls(), control => Assert.False(control.IsObeyed));
    }

    [Fact]
    public void A_switch_that_enforcement_still_obeys_is_told_until_it_does_not()
    {
        var off = Control(ControlMode.Off, Records.Noon);
        _view.Take(off);
        _view.Take(State(Records.Noon, off), isOld: false);
        _view.Take(Control(ControlMode.Enforce, Records.Noon.AddSeconds(1)));
        Assert.Equal(ControlMode.Off, Assert.Single(_view.Controls()).Mode);

        _view.Take(State(Records.Noon.AddSeconds(1)), isOld: false);
        Assert.Empty(_view.Controls());
    }

    [Fact]
    public void Every_new_switch_is_later_than_all_others_over_the_same()
    {
        _view.Take(Control(ControlMode.Off, Records.Noon.AddMinutes(1)));

        var first = _view.TimeFor("everything");
        var second = _view.TimeFor("everything");

        Assert.True(Records.Noon.AddMinutes(1) < first && first < second);
        Assert.Equal(Records.Noon, _view.TimeFor("kind:cut_live"));
    }
}
