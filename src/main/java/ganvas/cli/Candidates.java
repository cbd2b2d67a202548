package ganvas.cli;

import ganvas.data.Datasets;
import ganvas.study.StudyFiles;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.util.Iterator;

/** What the shell offers at the Tab key. */
final class Candidates {
    private Candidates() {}

    static final class Models implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Zoo.ALL.stream().map(ZooModel::name).iterator();
        }
    }

    static final class Studies implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return StudyFiles.PACKAGED.iterator();
        }
    }

    static final class DatasetNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Datasets.ALL.stream().map(Datasets.Entry::name).iterator();
        }
    }
}
