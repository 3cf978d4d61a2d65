using Moderation.Models.Text.Characters;
using Moderation.Training.Text;
using Moderation.Training.Text.Learning;

namespace Moderation.Tests.Unit.Training.Learning;

public class TextNetworkTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(0.4f)]
    [InlineData(1f)]
    public void A_logit_lies_between_the_bags_and_the_filters_and_the_language_is_the_bags(float share)
    {
        var (bag, filters) = (BagEnsembleTests.Member(7), new FilterModel(new TrainingOptions { FilterWidths = [5], FiltersPerWidth = FilterBank.Step, FilterHidden = 6 }));
        var (pooled, answers) = (new float[bag.Dimension], new float[filters.Filters.Count]);
        bag.Bag.Pool(BagEnsembleTests.Ids, pooled);
        filters.Filters.Answer("bonsoir", answers);
        var (ofBag, ofFilters, whole) = (new float[TextHeads.Count + 1], new float[TextHeads.Count], new float[TextHeads.Count + 1]);
        bag.Logits(pooled, ofBag);
        filters.Heads.Forward(answers, ofFilters);

        new TextNetwork(bag, filters, share).Logits(pooled, answers, whole);

        for (var head = 0; head < TextHeads.Count; head++)
            Assert.Equal((1 - share) * ofBag[head] + share * ofFilters[head], whole[head], 1e-5f);
        Assert.Equal(ofBag[TextHeads.Count], whole[TextHeads.Count]);
        Assert.Contains(Enumerable.Range(0, TextHeads.Count), head => Math.Abs(ofBag[head] - ofFilters[head]) > 0.01f);
    }
}
