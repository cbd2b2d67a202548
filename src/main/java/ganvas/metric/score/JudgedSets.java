package ganvas.metric.score;

import ganvas.metric.GeneratedSet;
import ganvas.metric.Metric.Input;
import ganvas.metric.Once;
import ganvas.metric.RealSet;
import ganvas.metric.formulas.Fid;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.Opinion;
import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import java.util.Map;
import java.util.Optional;

/** Images as a judge sees them, in the form that metrics need. */
record JudgedSets(Judge judge) {
    /**
     * A set of real images without words for recipes.
     *
     * @param images uint8 [N, C, H, W]
     * @param rows   their features, float64 [N, F], in the unit of distances
     */
    RealSet real(Tensor images, Tensor rows) {
        return real(new RealSet.Called("", "", ""), "", images, rows);
    }

    /** @param dataset to which its classes belong, if the judge knows other classes */
    RealSet real(RealSet.Called called, String dataset, Tensor images, Tensor rows) {
        var classes = new RealSet.Classes(judge.classes().size(), judge.knowsOthers() ? dataset : "");
        return new RealSet(new RealSet.Network("the judge's features", "the judge", classes), called,
                Optional.of(Fid.Gaussian.of(rows)), Optional.of(rows), Optional.of(images),
                judge.tellsClasses() ? Map.of() : Map.of(Input.CLASSES, Judge.NO_CLASSES), new Once());
    }

    /** @param scale factor of the features */
    GeneratedSet generated(Tensor images, Opinion opinion, double scale) {
        return new GeneratedSet((int) images.size(0), () -> images,
                () -> opinion.features().to(Dtype.FLOAT64).mul(scale),
                new GeneratedSet.Opinions(opinion::probabilities, opinion::confidence, opinion::labels));
    }
}
